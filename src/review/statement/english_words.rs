//! English words that carry the force of a sentence or cut it into parts, by what they do.

use super::Force;

/// Modal words and the force of each.
pub(super) const MODALS: [(&str, Force); 13] = [
    ("shall", Force::Must),
    ("'ll", Force::Must),
    ("must", Force::Must),
    ("will", Force::Must),
    ("should", Force::Must),
    ("ought", Force::Must),
    ("may", Force::May),
    ("can", Force::May),
    ("might", Force::May),
    ("could", Force::May),
    ("would", Force::Is),
    ("need", Force::NeedNot),
    ("dare", Force::Must),
];
/// Modal words with a `not` in them.
pub(super) const DENIED_MODALS: [(&str, Force); 20] = [
    ("cannot", Force::MustNot),
    ("can't", Force::MustNot),
    ("won't", Force::MustNot),
    ("shan't", Force::MustNot),
    ("mustn't", Force::MustNot),
    ("couldn't", Force::MustNot),
    ("shouldn't", Force::MustNot),
    ("needn't", Force::NeedNot),
    ("isn't", Force::IsNot),
    ("aren't", Force::IsNot),
    ("doesn't", Force::IsNot),
    ("don't", Force::IsNot),
    ("hasn't", Force::IsNot),
    ("haven't", Force::IsNot),
    ("hadn't", Force::IsNot),
    ("didn't", Force::IsNot),
    ("wasn't", Force::IsNot),
    ("weren't", Force::IsNot),
    ("wouldn't", Force::IsNot),
    ("ain't", Force::IsNot),
];
pub(super) const BE: [&str; 9] = ["is", "are", "'re", "was", "were", "be", "being", "remains", "remain"];
pub(super) const HAVE: [&str; 4] = ["has", "have", "'ve", "had"];
pub(super) const DO: [&str; 3] = ["does", "do", "did"];

/// Behind a form of *be*: somebody may.
pub(super) const ENTITLED: [&str; 8] = [
    "entitled",
    "allowed",
    "permitted",
    "free",
    "authorised",
    "authorized",
    "able",
    "empowered",
];
/// Behind a form of *be*: somebody has to.
pub(super) const OBLIGED: [&str; 8] = [
    "obliged",
    "obligated",
    "required",
    "bound",
    "committed",
    "expected",
    "compelled",
    "tasked",
];
/// Between a modal word and *be* or *have*: they say when.
pub(super) const TIMES: [&[&str]; 7] = [
    &["at", "all", "times"],
    &["at", "any", "time"],
    &["at", "all", "material", "times"],
    &["in", "any", "event"],
    &["in", "any", "case"],
    &["in", "each", "case"],
    &["from", "time", "to", "time"],
];
/// Verbs behind a modal word with which somebody must not do what follows `from`.
pub(super) const REFRAINS: [&str; 3] = ["refrain", "abstain", "desist"];
/// Behind a form of *be* and in front of `from`: somebody must not.
pub(super) const BARRED: [&str; 8] = [
    "prohibited",
    "barred",
    "precluded",
    "forbidden",
    "restricted",
    "debarred",
    "banned",
    "prevented",
];
/// Behind a form of *be*, of a matter: it must not be. `restricted` and `barred` say less of a matter than of somebody.
pub(super) const FORBIDDEN: [&[&str]; 8] = [
    &["prohibited"],
    &["forbidden"],
    &["banned"],
    &["disallowed"],
    &["impermissible"],
    &["off", "limits"],
    &["out", "of", "bounds"],
    &["not", "allowed"],
];
/// Behind a form of *be*, of a matter: there is none of it.
pub(super) const EXCLUDED: [&[&str]; 8] = [
    &["excluded"],
    &["ruled", "out"],
    &["precluded"],
    &["disclaimed"],
    &["waived"],
    &["dispensed", "with"],
    &["out", "of", "the", "question"],
    &["out", "of", "scope"],
];
/// Behind `as soon as` these say how soon, and no condition.
pub(super) const HOW_SOON: [&str; 8] = [
    "possible",
    "practicable",
    "reasonably",
    "practically",
    "feasible",
    "commercially",
    "is",
    "may",
];
/// Behind a form of *be*: nothing is said of what follows.
pub(super) const SILENT: [&str; 2] = ["silent", "undecided"];
/// Behind a form of *be*: somebody answers for it.
pub(super) const ANSWERABLE: [&str; 5] = ["responsible", "liable", "accountable", "answerable", "chargeable"];
/// What somebody has who may.
pub(super) const RIGHTS: [&str; 9] = [
    "right",
    "rights",
    "option",
    "discretion",
    "power",
    "freedom",
    "authority",
    "ability",
    "entitlement",
];
/// What somebody has who has to.
pub(super) const BURDENS: [&str; 8] = [
    "obligation",
    "obligations",
    "duty",
    "duties",
    "responsibility",
    "liability",
    "need",
    "requirement",
];

/// Verbs with which a party takes something upon itself: behind them `to`, `that` or a noun tells what.
pub(super) const PLEDGES: [&str; 27] = [
    "agrees",
    "agree",
    "undertakes",
    "undertake",
    "covenants",
    "covenant",
    "commits",
    "commit",
    "promises",
    "promise",
    "pledges",
    "pledge",
    "ensures",
    "ensure",
    "procures",
    "procure",
    "guarantees",
    "guarantee",
    "warrants",
    "warrant",
    "represents",
    "represent",
    "assures",
    "engages",
    "bears",
    "shoulders",
    "owes",
];
/// Of these only with a `to` or a `that` behind them.
pub(super) const PLEDGES_TO: [&str; 11] = [
    "agrees",
    "agree",
    "undertakes",
    "undertake",
    "covenants",
    "covenant",
    "promises",
    "promise",
    "engages",
    "represents",
    "represent",
];
/// Verbs that deny what stands behind them.
pub(super) const REFUSALS: [&str; 14] = [
    "waives",
    "waive",
    "disclaims",
    "disclaim",
    "declines",
    "decline",
    "refuses",
    "refuse",
    "excludes",
    "exclude",
    "rejects",
    "relinquishes",
    "forgoes",
    "withholds",
];
/// Verbs of which a contract's words are the subject: `nothing obliges`.
pub(super) const BINDS: [&str; 6] = ["obliges", "requires", "obligates", "compels", "binds", "entails"];
pub(super) const BARS: [&str; 8] = [
    "prevents",
    "prohibits",
    "restricts",
    "bars",
    "forbids",
    "precludes",
    "stops",
    "limits",
];

/// Verbs in front of `that`, behind which the matter itself is said; behind other words `that` describes a thing.
pub(super) const SAYS_THAT: [&str; 40] = [
    "agrees",
    "agree",
    "agreed",
    "acknowledges",
    "acknowledge",
    "ensures",
    "ensure",
    "ensuring",
    "confirms",
    "confirm",
    "warrants",
    "warrant",
    "represents",
    "represent",
    "undertakes",
    "undertake",
    "procures",
    "procure",
    "guarantees",
    "guarantee",
    "understands",
    "understand",
    "accepts",
    "accept",
    "states",
    "state",
    "covenants",
    "covenant",
    "promises",
    "promise",
    "stipulates",
    "provides",
    "means",
    "commits",
    "commit",
    "certify",
    "certifies",
    "declares",
    "confirming",
    "so",
];

/// What begins a condition.
pub(super) const CONDITIONS: [&[&str]; 24] = [
    &["if"],
    &["where"],
    &["when"],
    &["whenever"],
    &["wherever"],
    &["in", "the", "event"],
    &["in", "case"],
    &["provided", "that"],
    &["provided"],
    &["so", "long", "as"],
    &["as", "long", "as"],
    &["to", "the", "extent"],
    &["once"],
    &["as", "soon", "as"],
    &["on", "condition", "that"],
    &["assuming"],
    &["until"],
    &["while"],
    &["whilst"],
    &["because"],
    &["since"],
    &["although"],
    &["insofar", "as"],
    &["only", "if"],
];
/// What begins an exception.
pub(super) const EXCEPTIONS: [&[&str]; 14] = [
    &["unless"],
    &["except"],
    &["save"],
    &["other", "than"],
    &["with", "the", "exception"],
    &["apart", "from"],
    &["aside", "from"],
    &["excluding"],
    &["not", "counting"],
    &["not", "including"],
    &["otherwise", "than"],
    &["excepting"],
    &["barring"],
    &["subject", "always", "to"],
];
/// What begins words that say what there is not.
pub(super) const WITHOUT: [&[&str]; 8] = [
    &["without"],
    &["absent"],
    &["in", "the", "absence", "of"],
    &["free", "of"],
    &["free", "from"],
    &["with", "no"],
    &["regardless", "of"],
    &["irrespective", "of"],
];
/// `without` in front of these says nothing about the matter.
pub(super) const HARMLESS_WITHOUT: [&str; 10] = [
    "limitation",
    "limiting",
    "prejudice",
    "undue",
    "delay",
    "unreasonable",
    "affecting",
    "generality",
    "derogation",
    "further",
];
/// Words between a modal word and its verb that say when or how.
pub(super) const ASIDES: [&str; 15] = [
    "at",
    "any",
    "time",
    "times",
    "and",
    "or",
    "its",
    "own",
    "sole",
    "absolute",
    "discretion",
    "in",
    "from",
    "to",
    "your",
];
/// Nouns with which words behind `may without` end.
pub(super) const WITHOUT_HEADS: [&str; 16] = [
    "notice",
    "consent",
    "approval",
    "warning",
    "cause",
    "reason",
    "reasons",
    "liability",
    "charge",
    "cost",
    "authorisation",
    "authorization",
    "permission",
    "compensation",
    "announcement",
    "explanation",
];
/// In front of the predicate these deny it.
pub(super) const FRONT_DENIALS: [&[&str]; 12] = [
    &["in", "no", "event"],
    &["in", "no", "case"],
    &["in", "no", "circumstances"],
    &["under", "no", "circumstances"],
    &["under", "no", "circumstance"],
    &["on", "no", "account"],
    &["at", "no", "time"],
    &["at", "no", "point"],
    &["by", "no", "means"],
    &["in", "no", "way"],
    &["never"],
    &["nor"],
];
/// Subjects that deny their predicate.
pub(super) const DENYING_SUBJECTS: [&str; 6] = ["no", "none", "nothing", "neither", "nobody", "no-one"];
/// `no` and `not` in front of these deny nothing.
pub(super) const HARMLESS_NOT: [&str; 22] = [
    "only",
    "less",
    "more",
    "later",
    "fewer",
    "longer",
    "limited",
    "least",
    "earlier",
    "exceeding",
    "exceed",
    "greater",
    "lower",
    "unreasonably",
    "unreasonable",
    "merely",
    "event",
    "circumstances",
    "sooner",
    "above",
    "below",
    "just",
];
/// Words between a subject and its predicate, or inside of a predicate, that change nothing.
pub(super) const ADVERBS: [&str; 29] = [
    "alone",
    "themselves",
    "also",
    "then",
    "always",
    "hereby",
    "each",
    "both",
    "further",
    "only",
    "still",
    "thereafter",
    "hereunder",
    "therefore",
    "thus",
    "too",
    "himself",
    "itself",
    "likewise",
    "again",
    "instead",
    "furthermore",
    "moreover",
    "too",
    "hereafter",
    "all",
    "solely",
    "however",
    "even",
];
/// In front of a party: it is not the one who does something.
pub(super) const PREPOSITIONS: [&str; 27] = [
    "to", "with", "for", "of", "by", "against", "from", "between", "on", "upon", "under", "in", "at", "over", "than",
    "through", "towards", "toward", "notify", "inform", "notifies", "about", "after", "before", "behalf", "via",
    "permits",
];
/// Words before which an English sentence may begin a part of its own.
pub(super) const JOINS: [&str; 9] = ["and", "or", "but", "nor", "then", "so", "yet", "whereas", "whereupon"];
pub(super) const RELATIVES: [&str; 6] = ["that", "which", "who", "whom", "whose", "what"];

/// What a party does with which it is given something: no duty of its own.
pub(super) const RECEIVES: [&str; 14] = [
    "receive", "enjoy", "benefit", "get", "qualify", "own", "remain", "become", "continue", "survive", "suffer",
    "accrue", "inure", "expire",
];
/// Past participles that do not end in -ed.
pub(super) const PARTICIPLES: [&str; 34] = [
    "given",
    "made",
    "paid",
    "kept",
    "held",
    "sent",
    "told",
    "shown",
    "taken",
    "done",
    "borne",
    "met",
    "built",
    "set",
    "put",
    "sold",
    "lost",
    "found",
    "brought",
    "sought",
    "written",
    "withheld",
    "repaid",
    "withdrawn",
    "undertaken",
    "drawn",
    "begun",
    "chosen",
    "known",
    "seen",
    "left",
    "read",
    "split",
    "understood",
];
/// Money that is owed: what is said of it is said of the buyer.
pub(super) const SUMS: [&str; 18] = [
    "invoice",
    "invoices",
    "fee",
    "fees",
    "charge",
    "charges",
    "price",
    "prices",
    "payment",
    "payments",
    "bill",
    "bills",
    "instalment",
    "instalments",
    "installment",
    "installments",
    "subscription",
    "subscriptions",
];
/// Words that say that a sum is owed.
pub(super) const OWED: [&str; 7] = ["due", "payable", "paid", "settled", "owed", "discharged", "cleared"];
/// Words between *have* or *under* and the noun.
pub(super) const ARTICLES: [&str; 19] = [
    "a",
    "an",
    "the",
    "any",
    "no",
    "its",
    "their",
    "sole",
    "full",
    "absolute",
    "exclusive",
    "further",
    "complete",
    "unfettered",
    "other",
    "legal",
    "separate",
    "right",
    "such",
];
