//! Checklists and their rules: what a careful reader would ask of a contract.
