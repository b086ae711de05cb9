//! Writing what a person takes away as a file.

use crate::session::Error;
use crate::session::workspace::Workspace;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;

/// Writes a new file into the top of the working folder; under another name where there is one already. Gives which.
///
/// # Errors
///
/// When there is no working folder, or the file cannot be written.
pub fn write_export(workspace: &Workspace, file: &Path, content: &str) -> Result<String, Error> {
    const TRIES: u32 = 1000;
    let top = workspace.working_folder()?;
    let (stem, ending) = (
        file.file_stem().unwrap_or_default(),
        file.extension().unwrap_or_default(),
    );
    let mut last = std::io::Error::from(std::io::ErrorKind::AlreadyExists);
    for attempt in 0..TRIES {
        let number = if attempt == 0 {
            String::new()
        } else {
            format!("-{attempt}")
        };
        let target = top.join(format!(
            "{}{number}.{}",
            stem.to_string_lossy(),
            ending.to_string_lossy()
        ));
        match OpenOptions::new().write(true).create_new(true).open(&target) {
            Ok(mut open) => match open.write_all(content.as_bytes()).and_then(|()| open.sync_all()) {
                Ok(()) => return Ok(target.display().to_string()),
                Err(error) => {
                    // A file cut short is worse than none.
                    let _ = std::fs::remove_file(&target);
                    return Err(Error::File {
                        file: target.display().to_string(),
                        doing: "written",
                        error,
                    });
                }
            },
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => last = error,
            Err(error) => {
                return Err(Error::File {
                    file: target.display().to_string(),
                    doing: "written",
                    error,
                });
            }
        }
    }
    Err(Error::File {
        file: file.display().to_string(),
        doing: "written",
        error: last,
    })
}
