//! The worked example: built, and shown as far as a terminal without screens can.

use super::paint::{self, Span};
use super::terminal::Terminal;
use super::{Failure, audit, listings, redline};
use crate::redline::CompareScope;
use crate::session::{self, DemoKind, Workspace};
use crate::wording::ReportWords;
use std::path::Path;

/// Builds the worked example from both sides, or finds it; says at once that it does, since it takes a while.
pub(super) fn built(terminal: &Terminal, folder: &Path, fresh: bool) -> Result<session::DemoPair, Failure> {
    let words = ReportWords(terminal.language);
    if fresh || !folder.exists() {
        eprintln!("{}", words.demo_building());
    }
    Ok(session::demo_from_both_sides(folder, fresh, terminal.language)?)
}

/// Builds the worked example and, unless told not to, shows what there is to see: the contracts, the newest redline of
/// the one in the reader's language, and what to try next.
pub(super) fn demo(
    terminal: &Terminal,
    folder: Option<&Path>,
    fresh: bool,
    side: session::DemoSide,
    no_open: bool,
) -> Result<(), Failure> {
    let kind = DemoKind::Honest;
    let folder = folder.map_or_else(|| session::default_demo_folder(kind), |folder| Ok(folder.to_owned()))?;
    let made = built(terminal, &folder, fresh)?;
    let own = made.of(side);
    let mut page = terminal.page();
    let shown = session::Demo {
        folder: own.to_owned(),
        ..made.customer.clone()
    };
    listings::demo(&mut page, &shown, terminal.language);
    let words = ReportWords(terminal.language);
    page.paragraph("", 0, &[Span::plain(words.demo_sides())]);
    for (place, called) in [
        (&*made.customer.folder, words.demo_customer()),
        (&*made.vendor, words.demo_vendor()),
        (&*made.shared, words.demo_shared()),
    ] {
        let place = paint::one_line(&place.display().to_string());
        page.paragraph("", 2, &[Span::plain(terminal.language.says(called, &place))]);
    }
    if !no_open {
        let workspace = Workspace::open(own)?;
        page.gap();
        listings::contracts(&mut page, &session::list(&workspace)?, terminal.language);
        let contract = listings::demo_contract(terminal.language);
        let redlined = session::diff(&workspace, contract, None, None, None, CompareScope::Changes)?;
        page.gap();
        redline::write(&mut page, &redlined, terminal.language, redline::Detail::default());
    }
    terminal.print(page)?;
    Ok(())
}

/// Builds the worked example with attacks on its record and, unless told not to, shows the audit catching them.
pub(super) fn tampered_demo(
    terminal: &Terminal,
    folder: Option<&Path>,
    fresh: bool,
    no_open: bool,
) -> Result<(), Failure> {
    let kind = DemoKind::Tampered;
    let folder = folder.map_or_else(|| session::default_demo_folder(kind), |folder| Ok(folder.to_owned()))?;
    let made = session::demo(&folder, fresh, kind, terminal.language)?;
    let mut page = terminal.page();
    listings::demo(&mut page, &made, terminal.language);
    page.gap();
    audit::attacks(&mut page, terminal.language);
    if !no_open {
        let report = session::audit_at(&made.folder, None, None, crate::history::clock(), &mut |_| ())?;
        page.gap();
        audit::show(&mut page, &report, crate::wording::AuditWords(terminal.language));
    }
    terminal.print(page)?;
    Ok(())
}
