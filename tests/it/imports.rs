//! Which file of the sources uses which other, and the circles among them.
//!
//! A path is followed through re-exports to the file that defines the item. That a folder's `mod.rs` and the files below it
//! know each other is natural and left out, and so is what is compiled for tests alone.

use std::collections::{BTreeMap, BTreeSet};

use syn::visit::{self, Visit};

/// A module's path from the top of the crate.
type Module = Vec<String>;

/// What stands for the item where a path names a whole module.
const MODULE: &str = "the module itself";

/// What one module of the sources holds, as far as paths lead through it.
#[derive(Default)]
struct Scope {
    file: String,
    /// The names of what it defines.
    items: BTreeSet<String>,
    /// What it imports, by the name that it has here.
    imports: Vec<(String, Vec<String>)>,
    /// The modules of which it imports everything.
    globs: Vec<Vec<String>>,
    /// Paths that stand in its code.
    paths: Vec<Vec<String>>,
}

/// The sources of a crate, module by module.
#[derive(Default)]
struct Crate {
    scopes: BTreeMap<Module, Scope>,
    /// Modules that are compiled for tests alone.
    for_tests: BTreeSet<Module>,
}

/// The circles of files among these sources, each a text with a line for each edge. A source's path is the one below `src`.
pub(crate) fn circles(sources: &BTreeMap<String, String>) -> Vec<String> {
    let mut all = Crate::default();
    for (file, source) in sources {
        let parsed = syn::parse_file(source).unwrap_or_else(|error| panic!("{file}: {error}"));
        all.read(file, module_of(file), &parsed.items);
    }
    let edges = all.edges();
    knots(&edges)
        .into_iter()
        .map(|knot| {
            let within = |(from, to): &&(String, String)| knot.contains(from) && knot.contains(to);
            let lines = edges.keys().filter(within).map(|edge| {
                let items: Vec<&str> = edges[edge].iter().map(String::as_str).collect();
                format!("{} uses {} for {}", edge.0, edge.1, items.join(", "))
            });
            lines.collect::<Vec<_>>().join("\n")
        })
        .collect()
}

fn module_of(file: &str) -> Module {
    let bare = file.trim_end_matches(".rs");
    let bare = bare.strip_suffix("/mod").unwrap_or(bare);
    if bare == "lib" {
        return Module::new();
    }
    bare.split('/').map(str::to_owned).collect()
}

fn is_for_tests(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|one| {
        one.path().is_ident("cfg")
            && one
                .parse_args::<syn::Ident>()
                .is_ok_and(|condition| condition == "test")
    })
}

impl Crate {
    fn read(&mut self, file: &str, module: Module, items: &[syn::Item]) {
        let mut scope = Scope {
            file: file.to_owned(),
            ..Scope::default()
        };
        for item in items {
            match item {
                syn::Item::Mod(one) => {
                    let below = [&module[..], &[one.ident.to_string()]].concat();
                    if is_for_tests(&one.attrs) {
                        self.for_tests.insert(below);
                    } else if let Some((_, items)) = &one.content {
                        self.read(file, below, items);
                    }
                }
                syn::Item::Use(one) if is_for_tests(&one.attrs) => {}
                other => scope.visit_item(other),
            }
            scope.items.extend(defined(item));
        }
        self.scopes.insert(module, scope);
    }

    /// Each file with those that it uses, and for which items.
    fn edges(&self) -> BTreeMap<(String, String), BTreeSet<String>> {
        let mut edges: BTreeMap<(String, String), BTreeSet<String>> = BTreeMap::new();
        for (module, scope) in &self.scopes {
            if self.for_tests.iter().any(|tests| module.starts_with(tests)) {
                continue;
            }
            let imported = scope.imports.iter().map(|(_, path)| path);
            for path in imported.chain(&scope.globs).chain(&scope.paths) {
                let Some((target, item)) = self.resolve(module, path, &mut BTreeSet::new()) else {
                    continue;
                };
                let used = &self.scopes[&target];
                if used.file == scope.file || module.starts_with(&target) || target.starts_with(module) {
                    continue;
                }
                let edge = (scope.file.clone(), used.file.clone());
                edges.entry(edge).or_default().insert(item);
            }
        }
        edges
    }

    /// The module that defines what a path names where it stands in a module, and the item; nothing for other crates.
    fn resolve(
        &self,
        from: &[String],
        path: &[String],
        asked: &mut BTreeSet<(Module, Vec<String>)>,
    ) -> Option<(Module, String)> {
        if !asked.insert((from.to_vec(), path.to_vec())) {
            return None;
        }
        let (first, mut rest) = path.split_first()?;
        let mut module = match &**first {
            "crate" => Module::new(),
            "self" => from.to_vec(),
            "super" => from.split_last()?.1.to_vec(),
            _ => {
                rest = path;
                from.to_vec()
            }
        };
        while let Some((name, after)) = rest.split_first() {
            let below = [&module[..], std::slice::from_ref(name)].concat();
            if name == "super" {
                module.pop();
            } else if self.scopes.contains_key(&below) {
                module = below;
            } else {
                return self.named(&module, name, after, asked);
            }
            rest = after;
        }
        self.scopes.contains_key(&module).then(|| (module, MODULE.to_owned()))
    }

    /// As [`Crate::resolve`], for a name that is not a module below.
    fn named(
        &self,
        module: &Module,
        name: &String,
        after: &[String],
        asked: &mut BTreeSet<(Module, Vec<String>)>,
    ) -> Option<(Module, String)> {
        let scope = self.scopes.get(module)?;
        if scope.items.contains(name) {
            return Some((module.clone(), name.clone()));
        }
        let imported = scope.imports.iter().find(|(known, _)| known == name);
        if let Some((_, path)) = imported {
            return match self.resolve(module, path, asked)? {
                (target, item) if item == MODULE && !after.is_empty() => self.resolve(&target, after, asked),
                found => Some(found),
            };
        }
        let rest = [std::slice::from_ref(name), after].concat();
        scope.globs.iter().find_map(|glob| {
            let (target, item) = self.resolve(module, glob, asked)?;
            (item == MODULE).then(|| self.resolve(&target, &rest, asked))?
        })
    }
}

/// The names that an item defines.
fn defined(item: &syn::Item) -> Vec<String> {
    let name = match item {
        syn::Item::Const(one) => &one.ident,
        syn::Item::Enum(one) => &one.ident,
        syn::Item::Fn(one) => &one.sig.ident,
        syn::Item::Static(one) => &one.ident,
        syn::Item::Struct(one) => &one.ident,
        syn::Item::Trait(one) => &one.ident,
        syn::Item::Type(one) => &one.ident,
        syn::Item::Union(one) => &one.ident,
        syn::Item::Macro(one) => return defined_by_macro(one),
        _ => return Vec::new(),
    };
    vec![name.to_string()]
}

/// A macro by its name, or what stands behind `enum` and the like among the words that one is given.
fn defined_by_macro(item: &syn::ItemMacro) -> Vec<String> {
    let words: Vec<String> = words(&item.mac.tokens.to_string());
    let kinds = ["enum", "struct", "fn", "const", "static", "type", "trait"];
    let named = words.windows(2).filter(|two| kinds.contains(&&*two[0]));
    let named = named.map(|two| two[1].clone());
    named.chain(item.ident.as_ref().map(ToString::to_string)).collect()
}

fn words(code: &str) -> Vec<String> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let words = code.split(|c: char| !is_word(c)).filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

/// The paths among words that a macro is given: names with `::` between them.
fn paths_in(code: &str) -> Vec<Vec<String>> {
    let joined = code.replace(" :: ", "::").replace(":: ", "::").replace(" ::", "::");
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    joined
        .split(|c: char| !is_part(c))
        .filter(|piece| piece.contains("::"))
        .map(|piece| piece.split("::").map(|name| name.trim_matches(':').to_owned()))
        .map(|names| names.filter(|name| !name.is_empty()).collect())
        .collect()
}

impl Scope {
    fn import(&mut self, mut path: Vec<String>, tree: &syn::UseTree) {
        match tree {
            syn::UseTree::Path(one) => {
                path.push(one.ident.to_string());
                self.import(path, &one.tree);
            }
            syn::UseTree::Group(group) => {
                for one in &group.items {
                    self.import(path.clone(), one);
                }
            }
            syn::UseTree::Glob(_) => self.globs.push(path),
            syn::UseTree::Name(one) if one.ident == "self" => {
                let name = path.last().cloned().unwrap_or_default();
                self.imports.push((name, path));
            }
            syn::UseTree::Name(one) => {
                path.push(one.ident.to_string());
                self.imports.push((one.ident.to_string(), path));
            }
            syn::UseTree::Rename(one) => {
                path.push(one.ident.to_string());
                self.imports.push((one.rename.to_string(), path));
            }
        }
    }
}

impl<'ast> Visit<'ast> for Scope {
    fn visit_item_use(&mut self, one: &'ast syn::ItemUse) {
        self.import(Vec::new(), &one.tree);
    }

    fn visit_item_mod(&mut self, _: &'ast syn::ItemMod) {}

    fn visit_item_fn(&mut self, one: &'ast syn::ItemFn) {
        if !is_for_tests(&one.attrs) {
            visit::visit_item_fn(self, one);
        }
    }

    fn visit_item_impl(&mut self, one: &'ast syn::ItemImpl) {
        if !is_for_tests(&one.attrs) {
            visit::visit_item_impl(self, one);
        }
    }

    fn visit_impl_item_fn(&mut self, one: &'ast syn::ImplItemFn) {
        if !is_for_tests(&one.attrs) {
            visit::visit_impl_item_fn(self, one);
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        if path.segments.len() > 1 {
            self.paths
                .push(path.segments.iter().map(|one| one.ident.to_string()).collect());
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, one: &'ast syn::Macro) {
        self.paths.extend(paths_in(&one.tokens.to_string()));
        visit::visit_macro(self, one);
    }
}

/// The files that lead to each other, group by group.
fn knots(edges: &BTreeMap<(String, String), BTreeSet<String>>) -> Vec<BTreeSet<String>> {
    let mut forward: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut backward: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (from, to) in edges.keys() {
        forward.entry(from).or_default().push(to);
        backward.entry(to).or_default().push(from);
    }
    let mut left: BTreeSet<&str> = forward.keys().copied().collect();
    let mut found = Vec::new();
    while let Some(start) = left.pop_first() {
        let (ahead, behind) = (reached(start, &forward), reached(start, &backward));
        let knot: BTreeSet<String> = ahead.intersection(&behind).map(|file| (*file).to_owned()).collect();
        left.retain(|file| !knot.contains(*file));
        if knot.len() > 1 {
            found.push(knot);
        }
    }
    found
}

/// Every file to which edges lead from one, in one direction.
fn reached<'a>(start: &'a str, edges: &BTreeMap<&'a str, Vec<&'a str>>) -> BTreeSet<&'a str> {
    let (mut seen, mut open) = (BTreeSet::from([start]), vec![start]);
    while let Some(file) = open.pop() {
        let next = edges.get(file).into_iter().flatten();
        open.extend(next.filter(|next| seen.insert(**next)));
    }
    seen
}

fn made_up(files: &[(&str, &str)]) -> Vec<String> {
    circles(
        &files
            .iter()
            .map(|(file, source)| ((*file).to_owned(), (*source).to_owned()))
            .collect(),
    )
}

#[test]
fn a_circle_is_found_through_imports_re_exports_and_paths_in_code_and_macros() {
    let top = (
        "a/mod.rs",
        "mod one;\nmod two;\nmod three;\npub use two::Two;\npub use three::{three, Three as Third};",
    );
    let knot = "a/one.rs uses a/two.rs for Two\na/two.rs uses a/one.rs for One";
    let one = "use crate::a::Two;\npub struct One(Two);";
    for two in [
        "use super::one::One;\npub struct Two;\nfn f(_: One) {}",
        "pub struct Two;\nfn f() -> usize { super::one::One::count() }",
        "use super::one;\npub struct Two;\nfn f(_: one::One) {}",
        "messages! { pub enum Two in language { X(one: crate::a::one::One) => {} } }",
    ] {
        let found = made_up(&[
            top,
            ("a/one.rs", one),
            ("a/two.rs", two),
            ("a/three.rs", "pub fn three() {}"),
        ]);
        assert_eq!(found.len(), 1, "{two}: {found:?}");
        assert!(
            found[0].starts_with("a/one.rs uses a/two.rs for Two\na/two.rs uses a/one.rs for One"),
            "{two}: {found:?}"
        );
    }
    let longer = made_up(&[
        top,
        ("a/one.rs", one),
        ("a/two.rs", "pub struct Two(crate::a::Third);"),
        ("a/three.rs", "use super::one::*;\npub struct Three(One);"),
    ]);
    assert_eq!(longer.len(), 1, "{longer:?}");
    assert_eq!(longer[0].lines().count(), 3, "{longer:?}");
    assert_ne!(longer[0], knot);
}

#[test]
fn parents_and_children_tests_and_arrows_in_one_direction_are_no_circle() {
    let found = made_up(&[
        ("lib.rs", "mod a;\nmod b;"),
        (
            "a/mod.rs",
            "mod one;\n#[cfg(test)]\nmod cases;\npub use one::One;\npub const MOST: usize = 3;",
        ),
        (
            "a/one.rs",
            "use super::MOST;\nuse crate::b::B;\npub struct One(B);\n#[cfg(test)]\nmod tests { use crate::b::with_one; }",
        ),
        ("a/cases.rs", "use crate::b::B;"),
        (
            "b.rs",
            "pub struct B;\n#[cfg(test)]\npub fn with_one(_: crate::a::One) {}\nfn f() -> std::fmt::Result { Ok(()) }",
        ),
    ]);
    assert_eq!(found, [""; 0]);
}
