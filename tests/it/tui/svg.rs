//! Pictures of the screens for the documents: the cells themselves, as SVG. `ADIDEM_GOLDEN=write cargo test svg` draws them.

use super::harness::{Screens, demonstration};
use adidem::language::Language;
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use unicode_width::UnicodeWidthStr;

const WIDE: usize = 8;
const HIGH: usize = 18;
/// Where letters stand in their row.
const BASE: usize = 13;
const GROUND: &str = "#1b1d21";
const INK: &str = "#d4d7dc";

/// The sixteen colours of the picture's terminal.
const SIXTEEN: [&str; 16] = [
    "#1b1d21", "#e06c75", "#98c379", "#e5c07b", "#61afef", "#c678dd", "#56b6c2", "#d4d7dc", "#5c6370", "#e06c75",
    "#98c379", "#e5c07b", "#61afef", "#c678dd", "#56b6c2", "#ffffff",
];

/// One of 256 colours, as terminals have them.
fn of_256(index: u8) -> String {
    if index < 16 {
        return SIXTEEN[usize::from(index)].to_owned();
    }
    if index >= 232 {
        let grey = 8 + 10 * u32::from(index - 232);
        return format!("#{grey:02x}{grey:02x}{grey:02x}");
    }
    let level = |step: u8| if step == 0 { 0 } else { 55 + 40 * u32::from(step) };
    let index = index - 16;
    let (red, green, blue) = (level(index / 36), level(index / 6 % 6), level(index % 6));
    format!("#{red:02x}{green:02x}{blue:02x}")
}

fn colour(colour: Color, default: &str) -> String {
    match colour {
        Color::Indexed(index) => of_256(index),
        Color::Rgb(red, green, blue) => format!("#{red:02x}{green:02x}{blue:02x}"),
        _ => default.to_owned(),
    }
}

/// Ink, ground and what else is to be seen of a cell.
fn look(cell: &Cell) -> (String, String, String) {
    let (mut ink, mut ground) = (colour(cell.fg, INK), colour(cell.bg, GROUND));
    if cell.modifier.contains(Modifier::REVERSED) {
        std::mem::swap(&mut ink, &mut ground);
    }
    let mut more = String::new();
    if cell.modifier.contains(Modifier::BOLD) {
        more += " font-weight=\"bold\"";
    }
    let lines = [
        (Modifier::UNDERLINED, "underline"),
        (Modifier::CROSSED_OUT, "line-through"),
    ];
    let lines: Vec<&str> = lines
        .iter()
        .filter(|(modifier, _)| cell.modifier.contains(*modifier))
        .map(|(_, line)| *line)
        .collect();
    if !lines.is_empty() {
        let _ = write!(more, " text-decoration=\"{}\"", lines.join(" "));
    }
    (ink, ground, more)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The cells as a picture; each run of one look is one piece of text that is as wide as its cells, whatever the font.
fn svg(cells: &Buffer, title: &str) -> String {
    let columns = usize::from(cells.area.width);
    let (width, height) = (columns * WIDE + 16, usize::from(cells.area.height) * HIGH + 16);
    let mut picture = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" font-family=\"'DejaVu Sans Mono','Noto Sans Mono CJK SC','Sarasa Mono SC',monospace\" font-size=\"13\">\n<title>{title}</title>\n<rect width=\"{width}\" height=\"{height}\" rx=\"6\" fill=\"{GROUND}\"/>\n"
    );
    for (row, line) in cells.content.chunks(columns).enumerate() {
        let (mut at, top) = (0, 8 + row * HIGH);
        while at < columns {
            let (begin, (ink, ground, more)) = (at, look(&line[at]));
            let mut text = String::new();
            while at < columns && look(&line[at]) == (ink.clone(), ground.clone(), more.clone()) {
                text.push_str(line[at].symbol());
                at += line[at].symbol().width().max(1);
            }
            let (x, wide) = (8 + begin * WIDE, (at - begin) * WIDE);
            if ground != GROUND {
                let _ = writeln!(
                    picture,
                    "<rect x=\"{x}\" y=\"{top}\" width=\"{wide}\" height=\"{HIGH}\" fill=\"{ground}\"/>"
                );
            }
            if !text.trim().is_empty() {
                let y = top + BASE;
                let _ = writeln!(
                    picture,
                    "<text x=\"{x}\" y=\"{y}\" textLength=\"{wide}\" lengthAdjust=\"spacingAndGlyphs\" fill=\"{ink}\" xml:space=\"preserve\"{more}>{}</text>",
                    escaped(&text)
                );
            }
        }
    }
    picture + "</svg>\n"
}

fn keep(name: &str, drawn: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/img").join(name);
    if std::env::var("ADIDEM_GOLDEN").is_ok_and(|mode| mode == "write") {
        fs::create_dir_all(file.parent().expect("a folder")).expect("the folder");
        fs::write(&file, drawn).expect("the picture");
        return;
    }
    assert!(
        fs::read_to_string(&file).unwrap_or_default() == drawn,
        "`ADIDEM_GOLDEN=write cargo test svg` draws {} again",
        file.display()
    );
}

#[test]
fn the_svg_pictures_are_what_the_screens_show() {
    for (language, contract, tag, title) in [
        (
            Language::English,
            "crm-en",
            "en",
            "A contract on the screens: clauses, positions and the redline of one clause",
        ),
        (
            Language::Chinese,
            "crm-zh",
            "zh",
            "合同界面：条款、各方表态和一条的对比稿",
        ),
    ] {
        let demo = demonstration(language);
        let mut screens = Screens::themed("dark", &demo.folder, (110, 30), language, Some(contract));
        screens.press(". . .");
        keep(&format!("redline-{tag}.svg"), &svg(screens.cells(), title));
    }
}
