import { createTheme } from "@mantine/core";

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
  },
});
