import {
  Anchor,
  AppShell,
  Container,
  Group,
  NavLink,
  Text,
  useComputedColorScheme,
  useMantineColorScheme,
  Button,
} from "@mantine/core";
import { useHash } from "@mantine/hooks";
import { useEffect, useRef, type ReactNode } from "react";

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
  const main = useRef<HTMLElement>(null);
  useEffect(() => {
    document.title = `${title} · hardhat-ezkl`;
  }, [title]);
  return (
    <AppShell header={{ height: { base: 112, sm: 60 } }} padding="md">
      <AppShell.Header>
        <Container size="lg" h="100%">
          <Group h="100%" justify="space-between" gap="xs">
            <Anchor
              href="#main"
              onClick={(event) => {
                event.preventDefault();
                main.current?.focus();
              }}
              className="skip"
            >
              Skip to content
            </Anchor>
            <Group component="nav" gap={0} wrap="nowrap" aria-label="Screens">
              {SCREENS.map((screen) => (
                <NavLink
                  key={screen.hash}
                  href={screen.hash}
                  label={screen.title}
                  active={screen.hash === hash || (screen.hash === "#/" && title === "Start")}
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
      </AppShell.Header>
      <AppShell.Main ref={main} id="main" tabIndex={-1}>
        <Container size="lg" px={0}>
          <Screen />
          <Text size="sm" c="dimmed" mt="xl">
            {crossOriginIsolated
              ? `Proofs are made in this page, by ${navigator.hardwareConcurrency} threads.`
              : "This page is not cross-origin isolated: proofs are made by one thread, slowly. See docs/web.md for the headers."}
          </Text>
        </Container>
      </AppShell.Main>
    </AppShell>
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
