import { Table } from "@mantine/core";
import type { ReactNode } from "react";

interface Props {
  /** Names it where no heading does. */
  label?: string | undefined;
  head: readonly string[];
  rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[];
  /** Pixels; longer tables scroll. */
  maxHeight?: number | undefined;
}

/** A table that scrolls by itself, also by the keyboard, where it is wider or longer than its place. */
export function DataTable({ label, head, rows, maxHeight }: Props): ReactNode {
  return (
    <Table.ScrollContainer minWidth={0} maxHeight={maxHeight} type="native" tabIndex={0}>
      <Table aria-label={label} stickyHeader={maxHeight !== undefined}>
        <Table.Thead>
          <Table.Tr>
            {head.map((title) => (
              <Table.Th key={title} scope="col">
                {title}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ key, cells }) => (
            <Table.Tr key={key}>
              {cells.map((cell, column) => (
                <Table.Td key={head[column]}>{cell}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
