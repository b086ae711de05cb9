//! How long reading and redlining take. `cargo bench` prints the figures; nothing here passes or fails.
//!
//! The texts are made up from a fixed seed, so that figures of two days compare.

use adidem::contract::{Clause, Contract, read, read_pair, write};
use adidem::redline::{CompareScope, compare};
use std::hint::black_box;

fn main() {
    divan::main();
}

/// A small generator of the same numbers at every run (Numerical Recipes' constants).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % limit
    }
}

const ENGLISH: &str = "the Supplier Customer shall provide maintain written notice within thirty (30) days of invoice and \
    pay EUR 12,000.00 or 99.9% of fees under Section 4.2 except where reasonable delay liability data security records \
    agreement term renewal audit access control incident report party confidential information service level support";
const CHINESE: &str = "甲方 应当 在 收到 发票 后 三十（30）日 内 向 乙方 支付 服务费 人民币 壹拾万元整 并 不得 转让 客户数据 \
    除 第4.2条 另有 约定 外 违约金 为 百分之五 服务 可用率 不低于 99.9% 的 书面 通知 保密 义务 个人信息 处理 安全 事件";

fn sentence(numbers: &mut Numbers, words: &[&str], gap: &str, length: usize) -> String {
    (0..length)
        .map(|_| words[numbers.below(words.len())])
        .collect::<Vec<_>>()
        .join(gap)
}

/// A contract of so many clauses, every third in Chinese, of some 650 bytes each.
fn contract(clauses: usize) -> Contract {
    let mut numbers = Numbers(7);
    let (english, chinese): (Vec<&str>, Vec<&str>) = (
        ENGLISH.split_whitespace().collect(),
        CHINESE.split_whitespace().collect(),
    );
    let clauses = (0..clauses)
        .map(|at| {
            let lines: Vec<String> = (0..5)
                .map(|_| {
                    if at % 3 == 2 {
                        sentence(&mut numbers, &chinese, "", 14) + "。"
                    } else {
                        sentence(&mut numbers, &english, " ", 21) + "."
                    }
                })
                .collect();
            Clause {
                id: format!("c-{at}"),
                heading: format!("Clause {at}"),
                text: lines.join("\n") + "\n",
                pair: None,
                clauses: Vec::new(),
            }
        })
        .collect();
    let parties = read(
        b"title: X\nparties:\n  - {id: a, name: A}\n  - {id: b, name: B}\nclauses:\n  - {id: x, heading: X, text: X}\n",
    )
    .map(|contract| contract.parties)
    .unwrap_or_default();
    Contract {
        title: "Agreement".into(),
        parties,
        clauses,
        ..Contract::default()
    }
}

/// The next round: in so many of a hundred clauses a word or a figure is another.
fn negotiated(contract: &Contract, percent: usize, seed: u64) -> Contract {
    let mut numbers = Numbers(seed);
    let mut next = contract.clone();
    for clause in &mut next.clauses {
        if numbers.below(100) < percent {
            clause.text = clause
                .text
                .replacen("thirty (30)", "sixty (60)", 1)
                .replacen("应当", "可以", 1);
            let at = clause.text.find(' ').unwrap_or(0);
            clause.text.insert_str(at, " promptly");
        }
    }
    next
}

fn one_clause(text: String) -> Contract {
    let clauses = vec![Clause {
        id: "c".into(),
        heading: "C".into(),
        text,
        pair: None,
        clauses: Vec::new(),
    }];
    Contract { clauses, ..contract(0) }
}

/// A text of some 200 KB, and the same with so many of a hundred words replaced.
fn two_texts(percent: usize) -> (Contract, Contract) {
    let mut numbers = Numbers(3);
    let english: Vec<&str> = ENGLISH.split_whitespace().collect();
    let words: Vec<&str> = (0..33_000).map(|_| english[numbers.below(english.len())]).collect();
    let changed: Vec<String> = words
        .iter()
        .map(|word| {
            if numbers.below(100) < percent {
                format!("x{}", numbers.below(900))
            } else {
                (*word).to_owned()
            }
        })
        .collect();
    (one_clause(words.join(" ")), one_clause(changed.join(" ")))
}

#[divan::bench]
fn read_a_contract_of_2000_clauses(bencher: divan::Bencher) {
    let source = write(&contract(2_000));
    bencher
        .counter(divan::counter::BytesCount::of_str(&source))
        .bench(|| read(black_box(source.as_bytes())));
}

#[divan::bench]
fn read_two_rounds_of_2000_clauses(bencher: divan::Bencher) {
    let old = contract(2_000);
    let (old, new) = (write(&old), write(&negotiated(&old, 15, 1)));
    bencher.bench(|| read_pair(black_box(old.as_bytes()), black_box(new.as_bytes())));
}

#[divan::bench]
fn redline_2000_clauses_against_the_neighbouring_round(bencher: divan::Bencher) {
    let old = contract(2_000);
    let new = negotiated(&old, 15, 1);
    bencher.bench(|| compare(black_box(&old), black_box(&new), CompareScope::Changes));
}

#[divan::bench(sample_count = 10)]
fn redline_2000_clauses_across_60_rounds(bencher: divan::Bencher) {
    let old = contract(2_000);
    let new = (0..60).fold(old.clone(), |last, round| negotiated(&last, 15, round));
    bencher.bench(|| compare(black_box(&old), black_box(&new), CompareScope::Changes));
}

#[divan::bench]
fn redline_1000_clauses_with_one_edit(bencher: divan::Bencher) {
    let old = contract(1_000);
    let mut new = old.clone();
    new.clauses[500].text.push_str("One more sentence.\n");
    bencher.bench(|| compare(black_box(&old), black_box(&new), CompareScope::Changes));
}

#[divan::bench(args = [1, 50, 100], sample_count = 10)]
fn redline_two_texts_of_200_kb_with_percent_changed(bencher: divan::Bencher, percent: usize) {
    let (old, new) = two_texts(percent);
    bencher.bench(|| compare(black_box(&old), black_box(&new), CompareScope::Changes));
}

#[divan::bench]
fn redline_a_chinese_clause_of_700_characters_changed_at_both_ends(bencher: divan::Bencher) {
    let middle = "甲方应当按照约定的用途使用软件，不得将软件转让、出租或者再许可给第三方；".repeat(20);
    let old = one_clause(format!("三十日内，{middle}并承担全部责任。"));
    let new = one_clause(format!("六十日内，{middle}并承担部分责任。"));
    bencher.bench(|| compare(black_box(&old), black_box(&new), CompareScope::Changes));
}
