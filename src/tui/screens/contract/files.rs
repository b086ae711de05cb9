//! What is written to a file: the redline that is shown, and the evidence file of what was sent.

use super::ContractScreen;
use crate::tui::effect::Effect;
use crate::tui::overlays::{Overlay, Pick, Picker, PickerItem};
use crate::tui::screens::{Shell, Step};
use crate::tui::work::Load;

impl ContractScreen {
    /// What can be written to a file: the redline that is shown, and the evidence file of what was sent.
    pub(super) fn export_picker(&self, shell: &Shell) -> Step {
        let words = shell.words();
        let item = |label: &str, detail: &str, pick: Pick| PickerItem {
            label: label.to_owned(),
            detail: detail.to_owned(),
            keys: String::new(),
            why_not: None,
            pick,
        };
        let mut items = vec![
            item(words.redline_html(), "", Pick::Export("html")),
            item(words.redline_markdown(), "", Pick::Export("md")),
            item(words.redline_json(), "", Pick::Export("json")),
        ];
        if !self.is_never_sent() {
            items.push(item(words.evidence_file(), words.evidence_help(), Pick::Evidence));
        }
        Step::Lay(Box::new(Overlay::Picker(Picker::new(words.export_as(), items, 0))))
    }

    /// Writes the redline to a file beside the contracts.
    #[must_use]
    pub fn export(&self, ending: &'static str, shell: &Shell) -> Vec<Step> {
        let Some(redlined) = self.redlined.as_deref() else {
            return Vec::new();
        };
        if let Some(why) = no_files(shell) {
            return vec![Step::warn(why)];
        }
        let document = redlined.document(false);
        let content = match ending {
            "json" => Ok(format!(
                "{}\n",
                crate::exchange::redline_json(&document, redlined.digests())
            )),
            "md" => Ok(crate::exchange::redline_markdown(&document, shell.language)),
            _ => crate::exchange::redline_html(&document, shell.language).map_err(|error| error.to_string()),
        };
        let side = |version: &crate::exchange::Version| {
            version
                .round
                .map_or_else(|| "draft".to_owned(), |round| round.to_string())
        };
        let name = self.name.replace('/', "-");
        let from = redlined.from.version().map_or_else(|| "mine".to_owned(), side);
        let file = format!("{name}-{from}-{}.{ending}", side(&redlined.to));
        match content {
            Ok(content) => vec![Step::Effect(Effect::Write {
                file: file.into(),
                content,
            })],
            Err(trouble) => vec![Step::warn(trouble)],
        }
    }

    /// Writes the evidence file beside the contracts.
    #[must_use]
    pub fn evidence(&self, shell: &Shell) -> Vec<Step> {
        if let Some(why) = no_files(shell) {
            return vec![Step::warn(why)];
        }
        vec![
            Step::Load(Load::Evidence(self.name.clone())),
            Step::say(shell.words().making_evidence()),
        ]
    }
}

/// Why no file is written here; `None` where one may be.
fn no_files(shell: &Shell) -> Option<&'static str> {
    let words = shell.words();
    match (shell.restricted, shell.read_only) {
        (true, _) => Some(words.restricted()),
        (false, true) => Some(words.asked_read_only()),
        (false, false) => None,
    }
}
