//! The names of the files that an evidence file holds.

/// The list of all files with their digests.
pub(super) const MANIFEST: &str = "manifest.sha256";
/// The time stamp over the list, which therefore cannot stand in it.
pub(super) const ANSWER: &str = "manifest.tsr";
/// What the file is about, and which version of the program wrote it.
pub(super) const ABOUT: &str = "evidence.json";
/// The packed history.
pub(super) const BUNDLE: &str = "negotiation.bundle";
/// The keys of gpg that the contract lists, as far as whoever made the file has them. They vouch for themselves: each is
/// the only one with its fingerprint.
pub(super) const OPENPGP_KEYS: &str = "openpgp-keys.asc";
/// What follows from which signatures could be verified; pages as well.
pub(super) const APPRAISED: [&str; 4] = ["record.csv", "record.html", "audit.json", "audit.txt"];
/// What is written for people, in words that another version of the program chooses differently: views of what the other
/// files hold, and no facts of their own.
const PAGES: [&str; 2] = ["HOW-TO-VERIFY.txt", "WHAT-THIS-DOES-NOT-PROVE.txt"];

/// Whether a file is a page.
pub(super) fn is_page(name: &str) -> bool {
    PAGES.contains(&name) || APPRAISED.contains(&name)
}

/// Whether a name can stand in an evidence file: every reader takes it for the same place below its folder.
pub(super) fn is_plain_name(name: &str) -> bool {
    let part = |part: &str| !part.is_empty() && part != "." && part != ".." && !part.ends_with(['.', ' ']);
    let odd = |c: char| c.is_control() || "\\:*?\"<>|".contains(c);
    name.len() <= 1024 && !name.contains(odd) && !name.starts_with('-') && name.split('/').all(part)
}
