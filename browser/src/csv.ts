// What is seen as CSV (RFC 4180), made in the browser.

export type Cell = string | number | boolean | null | undefined;

function field(value: Cell): string {
  let text = value === null || value === undefined ? "" : String(value);
  // Spreadsheets run a cell that begins like this as a formula, and the text is a stranger's.
  if (typeof value === "string" && /^[=+\-@\t\r]/.test(text)) text = `'${text}`;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function csv(heads: string[], rows: Iterable<Cell[]>): string {
  const lines = [heads.map(field).join(",")];
  for (const row of rows) lines.push(row.map(field).join(","));
  return `\ufeff${lines.join("\r\n")}\r\n`; // with a mark, as Excel takes the text for Latin letters without one
}

export function download(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
