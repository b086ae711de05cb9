//! Fields: what Word is told to put somewhere, and what it put there.

/// One field that is open.
#[derive(Debug, Clone, Default)]
struct Field {
    told: String,
    /// What it gave follows.
    gives: bool,
}

impl Field {
    /// Whether Word fills it anew whenever it lays out the document.
    fn is_derived(&self) -> bool {
        let name = self.told.split_whitespace().next().unwrap_or_default();
        ["toc", "page", "numpages", "sectionpages", "tof", "index"].contains(&name.to_lowercase().as_str())
    }
}

/// The fields that are open where the reader is.
#[derive(Debug, Clone, Default)]
pub(crate) struct Fields {
    open: Vec<Field>,
    /// The words that were taken for something a field is told, since the outermost began.
    taken: String,
}

impl Fields {
    pub(crate) fn begin(&mut self) {
        if self.open.is_empty() {
            self.taken.clear();
        }
        self.open.push(Field::default());
    }

    pub(crate) fn instruct(&mut self, text: &str) {
        if let Some(field) = self.open.last_mut() {
            field.told.push_str(text);
        }
    }

    pub(crate) fn separate(&mut self) {
        if let Some(field) = self.open.last_mut() {
            field.gives = true;
        }
    }

    pub(crate) fn end(&mut self) {
        self.open.pop();
    }

    /// Whether words belong to what a field is told, and so are none of the text.
    pub(crate) fn take_away(&mut self, text: &str) -> bool {
        let takes = self.open.iter().any(|field| !field.gives);
        if takes {
            self.taken.push_str(text);
        }
        takes
    }

    /// Whether a field gives what stands here.
    pub(crate) fn is_open(&self) -> bool {
        !self.open.is_empty()
    }

    /// Whether the words here are made anew by Word.
    pub(crate) fn derived(&self) -> bool {
        self.open.iter().any(Field::is_derived)
    }

    /// The words that a field which never ended has taken away.
    pub(crate) fn left_open(self) -> Option<String> {
        (self.open.iter().any(|field| !field.gives) && !self.taken.trim().is_empty()).then_some(self.taken)
    }
}
