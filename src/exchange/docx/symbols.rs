//! Characters of fonts for symbols that mean something outside of them.

/// The character that shows the same as one of a font for symbols, if there is one.
pub(crate) fn symbol(font: &str, code: &str) -> Option<char> {
    let code = u32::from_str_radix(code.trim(), 16).ok()?;
    // Word adds F000 to the codes of these fonts.
    let code = if (0xF000..0xF100).contains(&code) {
        code - 0xF000
    } else {
        code
    };
    let font = font.to_lowercase();
    let known = match font.as_str() {
        "wingdings" => match code {
            0x6C | 0x9F => '•',
            0x6E | 0xA7 => '▪',
            0x6F | 0x71 | 0x72 | 0xA8 => '☐',
            0xA1 => '○',
            0xFB => '✗',
            0xFC => '✓',
            0xFD | 0x78 => '☒',
            0xFE => '☑',
            0xE0 | 0xE8 => '→',
            _ => return None,
        },
        "wingdings 2" => match code {
            0x50 => '✓',
            0x51 | 0x53 | 0x54 => '☒',
            0x52 => '☑',
            0xA3 => '☐',
            _ => return None,
        },
        "symbol" => match code {
            0xB7 => '•',
            0xB3 => '≥',
            0xA3 => '≤',
            0xB1 => '±',
            0xB4 => '×',
            0xB0 => '°',
            0xA2 => '′',
            0x2D => '−',
            0xAE => '→',
            0xD2 | 0xE2 => '®',
            0xD3 | 0xE3 => '©',
            0xD4 | 0xE4 => '™',
            0x61 => 'α',
            0x62 => 'β',
            0x6D => 'μ',
            0x53 => 'Σ',
            _ => return None,
        },
        _ => return char::from_u32(code).filter(|c| !c.is_control() && !matches!(c, '\u{E000}'..='\u{F8FF}')),
    };
    Some(known)
}
