import { createTheme, type CSSVariablesResolver } from "@mantine/core";

/** Colours whose text reaches the contrast that WCAG AA asks for, in both schemes. */
export const THEME = createTheme({
  primaryColor: "teal",
  primaryShade: { light: 9, dark: 9 },
  autoContrast: true,
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    // A name is heard only of what has a role.
    Loader: { defaultProps: { role: "status" } },
    // The light variant's text is too near to its ground.
    NavLink: { defaultProps: { variant: "filled" } },
    // A long label takes two lines on a narrow screen.
    Button: {
      styles: {
        root: { height: "auto", minHeight: "var(--button-height)" },
        label: { whiteSpace: "normal" },
      },
    },
    Notification: { defaultProps: { closeButtonProps: { "aria-label": "Dismiss" } } },
  },
});

/** White on a filled button under the mouse. */
const HOVERED = "color-mix(in srgb, var(--mantine-color-teal-9), black 15%)";

const variables = (dimmed: string): Record<string, string> => ({
  "--mantine-color-dimmed": dimmed,
  "--mantine-color-placeholder": dimmed,
  "--mantine-color-teal-filled-hover": HOVERED,
  "--mantine-primary-color-filled-hover": HOVERED,
});

/** Quiet text and placeholders that still reach a contrast of 4.5. */
export const VARIABLES: CSSVariablesResolver = () => ({
  variables: {},
  light: variables("var(--mantine-color-gray-7)"),
  dark: variables("var(--mantine-color-dark-1)"),
});
