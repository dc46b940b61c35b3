import { Paper, Table, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { text } from "../text/en";
import classes from "./ChartWithTable.module.css";

interface Props {
  title: string;
  columns: string[];
  rows: string[][];
  children: ReactNode;
}

/** A chart for the eye, and the same as a table for everybody: what a chart draws, a screen reader cannot tell. */
export function ChartWithTable({ title, columns, rows, children }: Props) {
  return (
    <Paper withBorder p="md" component="section" aria-label={title}>
      <Title order={2} size="h5" mb="sm">
        {title}
      </Title>
      <div aria-hidden inert>
        {children}
      </div>
      <details className={classes.details}>
        <summary>{text.analytics.asTable}</summary>
        <div className={classes.table} tabIndex={0} role="region" aria-label={title}>
          <Table fz="sm" verticalSpacing={4} stickyHeader>
            <Table.Thead>
              <Table.Tr>
                {columns.map((column, index) => (
                  <Table.Th key={column} ta={index > 0 ? "right" : "left"}>
                    {column}
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map((row) => (
                <Table.Tr key={row[0]}>
                  {row.map((cell, index) => (
                    <Table.Td key={index} ta={index > 0 ? "right" : "left"}>
                      {cell}
                    </Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      </details>
    </Paper>
  );
}
