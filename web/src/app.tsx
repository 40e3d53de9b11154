import {
  Anchor,
  Box,
  Container,
  Group,
  NavLink,
  Text,
  useComputedColorScheme,
  useMantineColorScheme,
  Button,
} from "@mantine/core";
import { useHash } from "@mantine/hooks";
import { useEffect, useRef, type MouseEvent, type ReactNode } from "react";

import { ContestScreen } from "./contest/screen.tsx";
import { Home } from "./home.tsx";
import { RegistryScreen } from "./registry/screen.tsx";
import { WalletBar } from "./ui/wallet-bar.tsx";
import { VaultScreen } from "./vault/screen.tsx";

const SCREENS = [
  { hash: "#/", title: "Start", Screen: Home },
  { hash: "#/contest", title: "Contest", Screen: ContestScreen },
  { hash: "#/registry", title: "Registry", Screen: RegistryScreen },
  { hash: "#/vault", title: "Vault", Screen: VaultScreen },
] as const;

export function App(): ReactNode {
  const [hash] = useHash({ getInitialValueInEffect: false });
  const { title, Screen } = SCREENS.find((screen) => screen.hash === hash) ?? SCREENS[0];
  const main = useRef<HTMLDivElement>(null);
  useEffect(() => {
    document.title = `${title} · hardhat-ezkl`;
  }, [title]);
  // The address keeps naming the screen.
  const skip = (event: MouseEvent): void => {
    event.preventDefault();
    main.current?.focus();
  };
  return (
    <>
      <Box component="header" className="header">
        <Container size="lg">
          <Anchor href="#main" onClick={skip} className="skip">
            Skip to content
          </Anchor>
          <Group justify="space-between" gap="xs" py={4}>
            <Group component="nav" gap={0} wrap="nowrap" aria-label="Screens">
              {SCREENS.map((screen) => (
                <NavLink
                  key={screen.hash}
                  href={screen.hash}
                  label={screen.title}
                  active={screen.title === title}
                  aria-current={screen.title === title ? "page" : undefined}
                  w="auto"
                />
              ))}
            </Group>
            <Group gap="xs">
              <Scheme />
              <WalletBar />
            </Group>
          </Group>
        </Container>
      </Box>
      <Container component="main" size="lg" py="lg" ref={main} id="main" tabIndex={-1}>
        <Screen />
        <Text size="sm" c="dimmed" mt="xl">
          {crossOriginIsolated
            ? `Proofs are made in this page, by ${navigator.hardwareConcurrency} threads.`
            : "This page is not cross-origin isolated: proofs are made by one thread, slowly. See docs/web.md for the headers."}
        </Text>
      </Container>
    </>
  );
}

function Scheme(): ReactNode {
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme("light");
  const other = scheme === "dark" ? "light" : "dark";
  return (
    <Button variant="default" size="compact-md" onClick={() => setColorScheme(other)}>
      {other === "dark" ? "Dark" : "Light"}
    </Button>
  );
}
