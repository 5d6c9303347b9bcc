"""What the documents say, against the print: figures cell for cell, headings, units, totals, and our own words."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path
from statistics import median

import pytest

from generator.model import Corpus
from tests.conftest import REPOSITORY, linked
from tests.source import closed, from_line, lines, needs_gazette

LONGEST_SHARED = 20
OURS = {"id", "indicator", "region", "measure", "role", "period", "kind", "clause", "source_line", "hedge"}
"""The columns of a printed table that are not printed."""


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return linked(REPOSITORY)


@pytest.fixture(scope="module")
def data(site: Path) -> Path:
    return site / "data"


def table(data: Path, name: str) -> list[dict[str, str]]:
    with (data / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@needs_gazette
def test_twenty_indicator_rows_are_in_figures_cell_for_cell(data: Path) -> None:
    printed = []
    group = ""
    for number in range(146, 166):
        cells = [closed(cell) for cell in lines()[number - 1].split("\t")]
        group = cells[0] or group
        row_number, _, name = cells[1].partition(".")
        printed += [
            (row_number, group, name, year, cell, cells[4], number)
            for year, cell in zip(("2020", "2025"), cells[2:4], strict=True)
        ]
    words = {"binding": "约束性", "expected": "预期性"}
    ours = [
        (
            row["row_number"],
            row["row_group"],
            row["printed_name"],
            row["period"],
            row["printed"],
            words[row["binding"]],
            int(row["source_line"]),
        )
        for row in table(data, "figures")
        if row["plan_id"] == "market-regulation" and row["origin"] == "table"
    ]
    assert len(ours) == 40
    assert ours == printed


@needs_gazette
def test_twelve_measures_have_exactly_their_printed_units(data: Path) -> None:
    text = "".join(lines()[2587:2619])
    printed = [re.split("、", names) for names in re.findall(r"（责任单位：([^）]+)）", text)]
    tasks = [
        row["task_id"]
        for row in table(data, "tasks")
        if row["plan_id"] == "groundwater" and row["number"].endswith(".")
    ]
    units = Counter[str]()
    ours = []
    for task in tasks:
        rows = [row for row in table(data, "task_units") if row["task_id"] == task]
        units.update(row["unit_id"] for row in rows)
        assert {row["role"] for row in rows} == {"responsible"}
        assert {row["inherited"] for row in rows} == {"false"}
        ours.append([row["printed_name"] for row in rows])
    assert len(ours) == 12
    assert ours == printed
    assert units["xuchang-water"] == 12


@needs_gazette
def test_annex_of_reduction_targets_is_complete(data: Path) -> None:
    printed = [line.split("\t") for line in lines()[2677:2687]]
    columns = [f"y{year}_{part}" for year in (2025, 2035) for part in ("shallow", "deep", "total")]
    ours = [
        [row["area_name"], *(row[column] for column in columns)] for row in table(data, "groundwater-reduction-targets")
    ]
    assert ours == printed


@needs_gazette
def test_annex_of_overdraft_areas_is_complete(data: Path) -> None:
    printed = [line.split("\t") for line in lines()[2638:2646]]
    ours = [
        [row["component"], row["townships"], row["area"], row["area_total"]]
        for row in table(data, "groundwater-overdraft-areas")
    ]
    assert ours[:-1] == [cells[1:] for cells in printed[:-1]]
    assert ours[-1][2:] == printed[-1][3:]


def test_award_amounts_are_data(data: Path) -> None:
    amounts = {
        (row["component"], row["amount"], row["measure_id"], row["role"])
        for row in table(data, "figures")
        if row["plan_id"] == "listing-awards"
    }
    assert amounts == {
        ("辅导备案", "15", "10k-yuan", "standard"),
        ("申请受理", "30", "10k-yuan", "standard"),
        ("成功上市", "150", "10k-yuan", "standard"),
        ("市外上市公司迁入", "60", "10k-yuan", "standard"),
        ("新三板挂牌", "60", "10k-yuan", "standard"),
        ("新三板迁入或重新挂牌", "30", "10k-yuan", "standard"),
    }


def test_collective_body_is_expanded_and_marked(data: Path) -> None:
    rows = [row for row in table(data, "task_units") if row["task_id"] == "groundwater-t13"]
    assert len(rows) == 9
    assert {row["printed_name"] for row in rows} == {"各县（市、区）政府（管委会）"}
    assert {row["inherited"] for row in rows} == {"true"}


def test_body_whose_name_has_a_comma_is_one_body(data: Path) -> None:
    [row] = [row for row in table(data, "task_units") if row["task_id"] == "smart-island-t02"]
    assert (row["printed_name"], row["unit_id"]) == ("市、区相关部门", "city-district-departments")


def test_disagreement_of_table_and_text_is_found(data: Path) -> None:
    pairs = [
        (row["indicator_id"], row["printed_a"], row["printed_b"], row["gap"]) for row in table(data, "differences")
    ]
    assert ("open-kitchens", "90", "95%以上", "") in pairs  # a bound is not so much apart


@needs_gazette
def test_every_printed_figure_stands_on_its_line(corpus: Corpus) -> None:
    wrong = [figure.id for figure in corpus.figures if closed(figure.printed) not in from_line(figure.source_line)]
    assert len(corpus.figures) > 200
    assert wrong == []


@needs_gazette
def test_bound_words_beside_a_number_belong_to_the_printed_value(corpus: Corpus) -> None:
    """近250家 is not 250家: a word that makes a bound or an estimate of the number is part of what is printed."""
    before, after = (
        re.compile("(?:近|约|约为|超|超过|突破|不低于|不少于|不超过|接近)$"),
        re.compile("以上|以下|左右|余|以内|上下"),
    )
    for figure in corpus.figures:
        text, printed = from_line(figure.source_line), closed(figure.printed)
        if figure.origin != "text":
            continue
        places = [match.span() for match in re.finditer(re.escape(printed), text)]
        bare = [span for span in places if not (before.search(text[: span[0]]) or after.match(text[span[1] :]))]
        assert bare or figure.hedge or not places, (figure.id, printed)


@needs_gazette
def test_every_heading_stands_on_its_line_as_printed(corpus: Corpus) -> None:
    wrong = [
        clause.id
        for plan in corpus.plans
        for clause in plan.clauses
        if closed(clause.heading or clause.number) not in from_line(clause.source_line)
    ]
    assert wrong == []


@needs_gazette
def test_facts_of_each_plan_stand_in_its_lines(corpus: Corpus) -> None:
    for plan in corpus.plans:
        text = closed("".join(lines()[plan.source_start - 1 : plan.source_end]))
        issued = f"{plan.issued.year}年{plan.issued.month}月{plan.issued.day}日"
        missing = [fact for fact in (plan.title, plan.doc_number, issued) if closed(fact) not in text]
        assert missing == [], plan.id


def running_text(text: str) -> str:
    """Our sentences alone: without the lines that place a table or box, and without the titles of documents."""
    plain = re.sub(r"^\[[^\]]*\]\((table|box):[^)]*\)$", "", text, flags=re.MULTILINE)
    return re.sub(r"《[^》]*》(（[^）]*〔\d{4}〕\d+号）)?", "《》", plain)


def sentences(text: str) -> list[str]:
    text = running_text(text)
    plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    plain = re.sub(r"^[#>*\-\d.\s]+", "", plain, flags=re.MULTILINE)
    return [sentence for sentence in (part.strip() for part in re.split(r"[。！？；\n]", plain)) if sentence]


@needs_gazette
def test_sentences_are_ours(corpus: Corpus) -> None:
    """Outside headings no sentence of 15 characters or more is one of the source."""
    source = {closed(part) for line in lines() for part in re.split(r"[。！？；，：]", line)}
    whole = {closed(sentence) for line in lines() for sentence in re.split(r"[。！？；]", line)}
    copied = [
        sentence
        for plan in corpus.plans
        for text in (plan.lead, *(clause.body for clause in plan.clauses))
        for sentence in sentences(text)
        if len(sentence) >= 15 and closed(sentence) in source | whole
    ]
    assert copied == []


@needs_gazette
def test_long_runs_shared_with_the_source_are_names_or_figures(corpus: Corpus) -> None:
    named = [unit.name for unit in corpus.registry.unit_names]
    shared = []
    for plan in corpus.plans:
        text = closed("".join(lines()[plan.source_start - 1 : plan.source_end]))
        for clause in plan.clauses:
            body = closed(running_text(clause.body))
            for start in range(len(body) - LONGEST_SHARED + 1):
                run = body[start : start + LONGEST_SHARED]
                if run in text and not any(run in name for name in named):
                    shared.append(f"{clause.id}: {run}")
    assert shared == []


def test_sentences_are_short(corpus: Corpus) -> None:
    lengths = [len(sentence) for plan in corpus.plans for clause in plan.clauses for sentence in sentences(clause.body)]
    assert median(lengths) < 40


def test_every_document_opens_with_a_lead_and_what_to_watch(corpus: Corpus) -> None:
    """Three to five sentences, then the hardest commitments, each with its place in the document."""
    for plan in corpus.plans:
        lead, _, watched = plan.lead.partition("\n\n")
        assert 3 <= lead.count("。") <= 5, plan.id
        commitments = watched.strip().splitlines()
        assert len(commitments) >= 3, plan.id
        place = r"\[[^\]]+\]\(#[^)]+\)"
        assert all(re.search(rf"（{place}(?:、{place})*）。$", commitment) for commitment in commitments), plan.id
        assert plan.title_en, plan.id
        assert plan.summary_en, plan.id


def test_every_clause_has_its_text(corpus: Corpus, data: Path) -> None:
    text = {clause.id: running_text(clause.body).strip() for plan in corpus.plans for clause in plan.clauses}
    published = [row["clause_id"] for row in table(data, "clauses")]
    assert len(published) > 1000
    assert [clause for clause in published if not text[clause]] == []


def test_every_quantity_of_a_clause_is_in_its_text_its_box_or_its_table(corpus: Corpus) -> None:
    """Where a reader meets the clause: a number elsewhere in the plan, or one that only contains its digits, is not it."""
    number, lost, told = re.compile(r"\d+(?:\.\d+)?"), [], 0
    for figure in (figure for figure in corpus.figures if figure.origin == "text"):
        plan, body = figure.plan, figure.clause.body
        boxed = [item for item in corpus.projects_of_plan.get(plan.id, ()) if item.clause is figure.clause]
        placed = [table for table in corpus.data_tables if table.plan is plan and f"](table:{table.name})" in body]
        cells = [row[name] for table in placed for row in table.rows for name in row.keys() - OURS]
        shown = "\n".join([body, *(f"{item.name}{item.summary}" for item in boxed), *cells])
        printed = set(number.findall(closed(figure.printed)))
        told += len(printed)
        lost += [] if printed <= set(number.findall(shown)) else [figure.id]
    assert lost == []
    assert told > 1000


@needs_gazette
def test_numbers_of_our_sentences_are_printed_in_that_document(corpus: Corpus) -> None:
    number = re.compile(r"\d+(?:\.\d+)?")
    invented = []
    for plan in corpus.plans:
        text = "".join(lines()[plan.source_start - 1 : plan.source_end])
        printed = {*number.findall(text), *number.findall(closed(text))}  # cells apart, and numbers broken by a page
        for clause in plan.clauses:
            ours = re.sub(r"\]\([^)]*\)", "]", running_text(clause.body))
            invented += [f"{clause.id}: {amount}" for amount in number.findall(closed(ours)) if amount not in printed]
    assert invented == []
