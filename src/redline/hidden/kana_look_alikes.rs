//! Signs of Japanese that pass for Chinese characters in a Japanese text, where signs alike are honest as well: there it
//! takes the numeral or the word that they would be part of.

use super::super::numerals::is_chinese_numeral;

/// Katakana that look like a character.
const ALIKE: [(char, char); 10] = [
    ('ハ', '八'),
    ('ニ', '二'),
    ('ミ', '三'),
    ('チ', '千'),
    ('エ', '工'),
    ('カ', '力'),
    ('ロ', '口'),
    ('ト', '卜'),
    ('タ', '夕'),
    ('ー', '一'),
];

/// Those of them that pass for numerals.
const NUMERALS: [char; 5] = ['ハ', 'ニ', 'ミ', 'チ', 'ー'];

/// What a numeral counts.
const COUNTED: [char; 24] = [
    '日', '月', '年', '円', '圓', '名', '人', '回', '時', '分', '秒', '週', '条', '項', '号', '枚', '個', '箇', '割',
    '件', '通', '倍', '部', '歳',
];

/// What a label stands behind that is one of these signs: 第二号ハ.
const LABELLED: [char; 8] = ['号', '項', '条', '目', '表', '款', '類', '種'];

/// Words of two characters, one of which such a sign may pass for.
const WORDS: [&str; 56] = [
    "工事", "工期", "工程", "工場", "工具", "工業", "工法", "工作", "工数", "加工", "施工", "着工", "竣工", "完工",
    "起工", "人工", "商工", "効力", "努力", "協力", "能力", "権力", "暴力", "勢力", "有力", "実力", "労力", "資力",
    "抗力", "強力", "電力", "出力", "入力", "尽力", "助力", "威力", "動力", "口座", "口頭", "口述", "口数", "口実",
    "口外", "口論", "窓口", "人口", "入口", "出口", "大口", "小口", "借口", "一口", "夕方", "夕刻", "夕食", "卜占",
];

/// The character that a sign of Japanese looks like.
pub(super) fn ideograph_like(sign: char) -> Option<char> {
    ALIKE.iter().find(|(kana, _)| *kana == sign).map(|(_, like)| *like)
}

/// Whether a sign of Japanese, in a text that has such, passes for a numeral or a part of a word where it stands between
/// `before` and `behind`.
pub(super) fn passes_in_japanese(before: char, sign: char, behind: &str) -> bool {
    let Some(like) = ideograph_like(sign) else {
        return false;
    };
    let after = behind.chars().next().unwrap_or(' ');
    if is_katakana(before) || is_katakana(after) {
        return false;
    }
    let counts = COUNTED.contains(&after) && !behind.starts_with("日本");
    if sign == 'ー' {
        // Between other words it is a dash.
        return counts && (is_chinese_numeral(before) || !before.is_alphanumeric());
    }
    if NUMERALS.contains(&sign) {
        return (counts || is_chinese_numeral(after)) && !LABELLED.contains(&before);
    }
    let is_word = |first: char, second: char| WORDS.iter().any(|word| word.chars().eq([first, second]));
    is_word(before, like) || is_word(like, after)
}

/// Whether the sign is how a counter is written: 三カ月.
pub(super) fn is_of_counter(sign: char, behind: &str) -> bool {
    sign == 'カ' && behind.starts_with(['月', '年', '国', '所', '条', '店', '日', '村'])
}

fn is_katakana(c: char) -> bool {
    matches!(c, '\u{30A1}'..='\u{30FF}')
}

#[cfg(test)]
mod tests {
    use super::super::{scan, unmasked};

    #[test]
    fn signs_that_pass_for_numerals_or_words_are_found_in_japanese_and_honest_ones_are_not() {
        for (text, reads) in [
            ("納品からハ年とする。", "納品から八年とする。"),
            ("十ハ名を超えない。", "十八名を超えない。"),
            ("ミ百円を払う。", "三百円を払う。"),
            ("第ニ条による。", "第二条による。"),
            ("ー年ごとに払う。", "一年ごとに払う。"),
            ("施エの期限による。", "施工の期限による。"),
            ("契約の効カを失う。", "契約の効力を失う。"),
            ("ロ頭では足りない。", "口頭では足りない。"),
        ] {
            assert_eq!((unmasked(text).as_str(), scan(text).len()), (reads, 1), "{text}");
        }
        for honest in [
            "六カ月ごとに五カ所で行う。",
            "第三号ハ又はニによる。",
            "イ　倉庫、ロ　事務所、ハ　日本の支店をいう。",
            "ハ日本の支店による。",
            "三月ー五月に行う。",
            "サーバー日次処理を行う。",
            "エ及びカに定める。",
            "六カ月",
        ] {
            assert!(scan(honest).iter().all(|hidden| hidden.character == '　'), "{honest}");
        }
    }
}
