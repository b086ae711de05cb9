//! Evidence files as they come from others: by an earlier version, with something slipped in, made to be too much, or no
//! files at all.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use adidem::audit::{Verdict, Verified, verify_evidence};
use adidem::language::Language;
use flate2::{Compression, write::ZlibEncoder};

use crate::audit::deal::now;
use crate::evidence::{Files, adidem, apart, deal, done, evidence, faults, said, together, with_manifest};

/// A small deal as version 0.1.0 packed it: two rounds, four records, signed with `ssh-keygen`.
const BY_0_1: &[u8] = include_bytes!("../evidence/made-by-0.1.0.zip");

fn verified(files: Files) -> Verified {
    verify_evidence(&together(&with_manifest(files)), None, now())
}

fn told(verified: &Verified) -> String {
    let all = verified.faults.iter().chain(&verified.unknown);
    all.map(|fault| fault.message(Language::English))
        .collect::<Vec<_>>()
        .join("\n")
}

fn set(files: &mut Files, name: &str, content: impl AsRef<[u8]>) {
    files.insert(name.to_owned(), content.as_ref().to_vec());
}

fn replaced(files: &Files, name: &str, old: &str, new: &str) -> Files {
    let text = String::from_utf8(files[name].clone()).expect("text");
    assert!(text.contains(old), "{name}: {old}");
    let mut files = files.clone();
    set(&mut files, name, text.replace(old, new));
    files
}

#[test]
fn a_file_by_version_0_1_stays_readable() {
    let verified = verify_evidence(BY_0_1, None, now());
    assert_eq!(
        (verified.verdict(), told(&verified).as_str()),
        (Verdict::Holds, ""),
        "{verified:#?}"
    );
    assert_eq!(
        (verified.program.as_deref(), verified.contract.as_deref()),
        (Some("0.1.0"), Some("crm"))
    );
    let report = verified.report.expect("an audit");
    assert_eq!((report.changes, report.records, report.signatures), (5, 5, 10));
}

#[test]
fn pages_of_an_earlier_version_are_told_apart_from_what_is_proven() {
    let files = apart(BY_0_1);
    let honest = verify_evidence(BY_0_1, None, now()).unproven;
    for page in [
        "record.html",
        "record.csv",
        "audit.txt",
        "audit.json",
        "HOW-TO-VERIFY.txt",
    ] {
        let mut lying = files.clone();
        set(&mut lying, page, "<p>The customer accepted everything.</p>");
        let verified = verified(lying);
        let mut named = honest.clone();
        named.push(page.to_owned());
        named.sort();
        named.dedup();
        assert_eq!(
            (verified.verdict(), &verified.unproven),
            (Verdict::Holds, &named),
            "{page}"
        );
        let anew = String::from_utf8(verified.pages[page].clone()).expect("text");
        assert!(!anew.contains("accepted everything"), "{page}");
    }
    // A fact is a fact in whatever version.
    for (name, old, new) in [
        ("rounds/2.yaml", "sixty (60)", "ninety (90)"),
        ("rounds/1.whole", "fees", "term"),
        ("allowed_signers", "anna@beacon.example", "eve@elsewhere.example"),
        ("evidence.json", "\"crm\"", "\"CRM\""),
        ("evidence.json", "\"contracts\"", "\"decoy/contracts\""),
        ("evidence.json", "{\n", "{\n\n"),
    ] {
        let verified = verified(replaced(&files, name, old, new));
        assert_eq!(verified.verdict(), Verdict::Fails, "{name}: {new}: {}", told(&verified));
    }
    let mut more = files.clone();
    set(&mut more, "notice.html", "<p>Read me first.</p>");
    assert!(told(&verified(more)).contains("`notice.html` does not follow"));
}

#[test]
fn a_file_that_passes_for_one_of_the_first_version_does_not_get_its_pages_past_the_exit_status() {
    let deal = deal();
    let mut files = apart(&fs::read(evidence(&deal, "one.zip")).expect("the file"));
    let program = format!("\"{}\"", env!("CARGO_PKG_VERSION"));
    files = replaced(&files, "evidence.json", &program, "\"0.1.0\"");
    files = replaced(&files, "evidence.json", "evidence/2", "evidence/1");
    set(&mut files, "record.html", "<p>The customer accepted everything.</p>");
    let verified = verified(files.clone());
    assert_eq!(verified.verdict(), Verdict::CannotVerify, "{}", told(&verified));
    assert!(
        told(&verified).contains("could not read the record records/"),
        "{}",
        told(&verified)
    );
    let file = deal.git.beside("first.zip");
    fs::write(&file, together(&with_manifest(files))).expect("a file");
    let output = adidem(&deal, &["verify", &file.to_string_lossy()]);
    assert_eq!(output.status.code(), Some(3), "{}", said(&output));
}

#[test]
fn pages_of_this_version_are_compared_byte_by_byte_and_those_of_no_version_not_believed() {
    let deal = deal();
    let file = evidence(&deal, "one.zip");
    let files = apart(&fs::read(&file).expect("the file"));
    let lying = replaced(&files, "record.html", "reject", "accept");
    assert_eq!(verified(lying.clone()).verdict(), Verdict::Fails);
    let program = format!("\"{}\"", env!("CARGO_PKG_VERSION"));
    for other in ["9.9.9", "0.0.9", "0.1.0 ", "x"] {
        for files in [&files, &lying] {
            let verified = verified(replaced(files, "evidence.json", &program, &format!("{other:?}")));
            assert_eq!(
                verified.verdict(),
                Verdict::CannotVerify,
                "{other}: {}",
                told(&verified)
            );
            assert!(
                told(&verified).contains("verify it with that version"),
                "{}",
                told(&verified)
            );
        }
    }
    let later = verified(replaced(&files, "evidence.json", "evidence/2", "evidence/3"));
    assert_eq!(later.verdict(), Verdict::CannotVerify, "{}", told(&later));
    let unknown = verified(replaced(&files, "evidence.json", "adidem/evidence/2", "evidence/2"));
    assert_eq!(unknown.verdict(), Verdict::Fails, "{}", told(&unknown));
}

#[test]
fn a_reader_is_told_which_pages_are_not_proven_and_gets_them_anew() {
    let deal = deal();
    let mut files = apart(BY_0_1);
    set(&mut files, "record.html", "<p>The customer accepted everything.</p>");
    let file = deal.git.beside("old.zip");
    fs::write(&file, together(&with_manifest(files))).expect("a file");
    let (file, pages) = (file.to_string_lossy().into_owned(), deal.git.beside("pages"));
    let output = done(&adidem(&deal, &["verify", &file, "--pages", &pages.to_string_lossy()]));
    assert!(
        output.contains("Not proven") && output.contains("record.html"),
        "{output}"
    );
    assert!(!output.contains("The evidence file holds"), "{output}");
    let page = fs::read_to_string(pages.join("record.html")).expect("the page");
    assert!(
        page.contains("The books are open") && !page.contains("accepted everything"),
        "{page}"
    );
    let again = adidem(&deal, &["verify", &file, "--pages", &pages.to_string_lossy()]);
    assert!(!again.status.success(), "nothing is written over: {}", said(&again));
    let json = done(&adidem(&deal, &["verify", &file, "--json"]));
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(
        (&json["program"], &json["verdict"]),
        (&"0.1.0".into(), &"holds".into()),
        "{json}"
    );
    assert!(
        json["unproven"]
            .as_array()
            .is_some_and(|all| all.contains(&"record.html".into())),
        "{json}"
    );
}

#[test]
fn keys_of_gpg_are_refused_where_no_signature_needs_them() {
    let mut files = apart(BY_0_1);
    set(&mut files, "openpgp-keys.asc", "#!/bin/sh\necho no key\n");
    assert_eq!(verified(files).verdict(), Verdict::Fails);
}

/// The objects of a history as git packs them, with others put in.
fn repacked(files: &Files, more: &[&[u8]]) -> Vec<u8> {
    let folder = tempfile::tempdir().expect("a folder");
    let git = |arguments: &[&str], input: &[u8]| -> Output {
        let mut command = Command::new("git");
        command
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .arg("--git-dir")
            .arg(folder.path())
            .args(arguments);
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut running = command.spawn().expect("git");
        running
            .stdin
            .take()
            .expect("an input")
            .write_all(input)
            .expect("the input");
        let output = running.wait_with_output().expect("an end");
        assert!(output.status.success(), "{arguments:?}: {}", said(&output));
        output
    };
    let bundle = &files["negotiation.bundle"];
    let start = bundle.windows(6).position(|some| some == b"\n\nPACK").expect("a pack") + 2;
    git(&["init", "--quiet", "--bare"], b"");
    git(&["unpack-objects", "-q"], &bundle[start..]);
    let mut names: Vec<String> = more
        .iter()
        .map(|one| String::from_utf8(git(&["hash-object", "-w", "--stdin"], one).stdout).expect("a name"))
        .collect();
    let head = String::from_utf8_lossy(&bundle[16..56]).into_owned();
    let all = git(&["rev-list", "--objects", "--no-object-names", &head], b"").stdout;
    names.push(String::from_utf8(all).expect("names"));
    let pack = git(
        &["pack-objects", "--stdout", "--delta-base-offset", "-q"],
        names.concat().as_bytes(),
    )
    .stdout;
    [&bundle[..start], &pack].concat()
}

#[test]
fn nothing_lies_in_the_packed_history_but_the_history() {
    let mut files = apart(BY_0_1);
    let whole = repacked(&files, &[]);
    set(&mut files, "negotiation.bundle", &whole);
    assert_eq!(
        told(&verified(files.clone())),
        "",
        "packed once more it is the same history"
    );
    let more = repacked(&files, &[b"The customer also agreed to pay twice.\n"]);
    set(&mut files, "negotiation.bundle", more);
    assert!(
        told(&verified(files.clone())).contains("is not part of the history"),
        "{}",
        told(&verified(files.clone()))
    );
    set(&mut files, "negotiation.bundle", [&whole[..], b"more"].concat());
    assert_eq!(verified(files).verdict(), Verdict::Fails);
}

fn compressed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).expect("bytes");
    encoder.finish().expect("bytes")
}

/// The lowest bits of a number.
fn low(value: u64, mask: u8) -> u8 {
    value.to_le_bytes()[0] & mask
}

/// The head of an object in a pack.
fn head(kind: u8, mut size: u64) -> Vec<u8> {
    let mut bytes = vec![kind << 4 | low(size, 15)];
    size >>= 4;
    while size > 0 {
        *bytes.last_mut().expect("a byte") |= 0x80;
        bytes.push(low(size, 0x7f));
        size >>= 7;
    }
    bytes
}

fn number(mut value: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    while value > 0x7f {
        bytes.push(low(value, 0x7f) | 0x80);
        value >>= 7;
    }
    bytes.push(low(value, 0x7f));
    bytes
}

fn bundle_of(objects: &[Vec<u8>]) -> Vec<u8> {
    let id = "1".repeat(40);
    let head = format!("# v2 git bundle\n{id} HEAD\n{id} refs/heads/main\n\n");
    let count = u32::try_from(objects.len()).expect("few").to_be_bytes();
    let pack = [&b"PACK\0\0\0\x02"[..], &count, &objects.concat()].concat();
    let sum = adidem::contract::Revision::of(b"").hex();
    [head.as_bytes(), &pack, &sum.as_bytes()[..20]].concat()
}

/// Verifies a file, and sees to it that this takes neither long nor much.
fn quickly(files: Files, what: &str) -> Verified {
    let bytes = together(&with_manifest(files));
    assert!(bytes.len() < 1 << 20, "{what}: {} bytes", bytes.len());
    let began = Instant::now();
    let verified = verify_evidence(&bytes, None, now());
    assert!(
        began.elapsed() < Duration::from_secs(20),
        "{what}: {:?}",
        began.elapsed()
    );
    assert_ne!(verified.verdict(), Verdict::Holds, "{what}");
    verified
}

#[test]
fn a_small_file_that_would_become_large_is_refused_in_time() {
    let files = apart(BY_0_1);
    let mut zeros = files.clone();
    set(&mut zeros, "rounds/9.yaml", vec![0; 500 << 20]);
    assert!(told(&quickly(zeros, "zeros")).contains("too large"));
    let base = 16_u64 << 20;
    let plain = [head(3, base), compressed(&vec![0; 16 << 20])].concat();
    let copies = |times: usize| {
        let copy: &[u8] = &[0xf0, 0xff, 0xff, 0xff];
        [number(base), number(0xff_ffff * times as u64), copy.repeat(times)].concat()
    };
    let mut packs = vec![(
        "a text of zeros",
        vec![[head(3, 2 << 30), compressed(&vec![0; 16 << 20])].concat()],
    )];
    for (what, times, count) in [("one large difference", 128, 1), ("many differences", 4, 500)] {
        let mut objects = vec![plain.clone()];
        for _ in 0..count {
            let back: usize = objects.iter().map(Vec::len).sum();
            let (last, high) = (low(back as u64, 0x7f), (back as u64 >> 7) - 1);
            assert!(high < 1 << 14);
            let back = match high {
                0..0x80 => vec![low(high, 0x7f) | 0x80, last],
                _ => vec![low((high >> 7) - 1, 0x7f) | 0x80, low(high, 0x7f) | 0x80, last],
            };
            let delta = copies(times);
            objects.push([head(6, delta.len() as u64), back, compressed(&delta)].concat());
        }
        packs.push((what, objects));
    }
    for (what, objects) in packs {
        let mut bomb = files.clone();
        set(&mut bomb, "negotiation.bundle", bundle_of(&objects));
        let verified = quickly(bomb, what);
        assert!(
            told(&verified).contains("cannot be unpacked"),
            "{what}: {}",
            told(&verified)
        );
    }
    let mut many = files;
    for at in 0..9000 {
        set(&mut many, &format!("rounds/{}.yaml", at + 10), b"");
    }
    assert_eq!(quickly(many, "many files").verdict(), Verdict::Fails);
}

#[test]
fn what_is_no_file_is_refused_before_it_is_read() {
    let deal = deal();
    let place = |name: &str| deal.git.beside(name).to_string_lossy().into_owned();
    let good = evidence(&deal, "good.zip").to_string_lossy().into_owned();
    let large = fs::File::create(place("large.zip")).expect("a file");
    large.set_len(3 << 30).expect("a large file");
    fs::write(place("empty.zip"), b"").expect("a file");
    fs::create_dir(place("folder")).expect("a folder");
    let pipe = Command::new("mkfifo").arg(place("pipe")).status();
    assert!(pipe.is_ok_and(|status| status.success()), "a pipe");
    let odd = [
        ("large.zip", "larger than", "大于"),
        ("empty.zip", "empty", "文件为空"),
        ("folder", "folder", "文件夹"),
        ("pipe", "pipe or a device", "管道或设备"),
        ("/dev/zero", "pipe or a device", "管道或设备"),
        ("/dev/null", "pipe or a device", "管道或设备"),
    ];
    for (name, english, chinese) in odd {
        let path = if Path::new(name).is_absolute() {
            name.to_owned()
        } else {
            place(name)
        };
        let doors: [&[&str]; 4] = [
            &["verify", &path],
            &["verify", &good, "--ca", &path],
            &["evidence", &path, "--tsr", &good],
            &["evidence", &good, "--tsr", &path],
        ];
        for arguments in doors {
            let output = adidem(&deal, arguments);
            assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", said(&output));
            assert!(said(&output).contains(english), "{arguments:?}: {}", said(&output));
            let output = adidem(&deal, &[&["--lang", "zh"], arguments].concat());
            assert!(said(&output).contains(chinese), "{arguments:?}: {}", said(&output));
        }
    }
    // A whole file with remarks of others in it is none.
    let bytes = fs::read(&good).expect("the file");
    for (name, odd) in [
        ("before", [&b"#!"[..], &bytes].concat()),
        ("behind", [&bytes[..], b"more"].concat()),
    ] {
        fs::write(place(name), odd).expect("a file");
        let output = adidem(&deal, &["verify", &place(name)]);
        assert_eq!(output.status.code(), Some(1), "{name}: {}", said(&output));
    }
    assert_eq!(faults(&apart(&bytes)), [""; 0]);
}
