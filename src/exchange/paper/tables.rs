//! Tables as text that people can read and edit: a line for each row, its cells between upright strokes.

/// A row of cells: `| Setup | EUR 4,000 |`. A stroke in a cell gets a backslash, a line end in it is written `<br>`.
pub(super) fn row(cells: &[String]) -> String {
    let mut row = String::from("|");
    for cell in cells {
        let cell = cell
            .trim()
            .replace('\\', "\\\\")
            .replace('|', "\\|")
            .replace('\n', "<br>");
        row.push(' ');
        row.push_str(&cell);
        row.push_str(if cell.is_empty() { "|" } else { " |" });
    }
    row
}

/// The cells of a row as it is written; nothing where it is none.
pub(super) fn cells(row: &str) -> Option<Vec<String>> {
    let mut rest = row.trim().strip_prefix('|')?.chars().peekable();
    let mut cells = Vec::new();
    let mut cell = String::new();
    while let Some(character) = rest.next() {
        match character {
            '\\' => cell.extend(rest.next()),
            '|' => cells.push(std::mem::take(&mut cell).trim().replace("<br>", "\n")),
            character => cell.push(character),
        }
    }
    cell.trim().is_empty().then_some(cells)
}

#[cfg(test)]
mod tests {
    use super::row;

    #[test]
    fn a_row_is_one_line_whatever_its_cells_hold() {
        for (cells, expected) in [
            (vec!["Setup", "EUR 4,000"], "| Setup | EUR 4,000 |"),
            (vec!["a|b", ""], "| a\\|b | |"),
            (vec![" 首年\n次年 ", "C:\\x"], "| 首年<br>次年 | C:\\\\x |"),
            (vec![], "|"),
        ] {
            let cells: Vec<String> = cells.into_iter().map(str::to_owned).collect();
            assert_eq!(row(&cells), expected);
            let trimmed: Vec<String> = cells.iter().map(|cell| cell.trim().to_owned()).collect();
            assert_eq!(super::cells(expected), Some(trimmed));
        }
    }
}
