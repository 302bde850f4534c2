"""Labels that the import was unsure of: marked, explained, and answered one by one by keys."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from html import escape

import pytest
from playwright.sync_api import Browser, Page, expect

from articles.documents.labels.names import LABEL_NAMES
from tests.browser.axe import found_by_axe
from tests.browser.conftest import EditorServer
from tests.browser.hands import choose_more, lines, put_cursor, saved
from tests.browser.screen import note_warnings, width_of

OpenEditor = Callable[..., Page]

STANDFIRST = "A ferry leaves on time."
ARTICLE = """<p data-id="p1" data-kind="body">Notice to readers.</p>
<p data-id="p2" data-kind="body">Seven <strong>passengers</strong> were counted.</p>
<h2 data-id="s1">Why it happened</h2>
<p data-id="s1.byline" data-kind="byline">By Ann Lee</p>
<p data-id="p3" data-kind="body">The clock had stopped.</p>
<p data-id="p4" data-kind="noise">The next ferry leaves on Sunday.</p>"""


def unsure_label(origin: int, target: str, label: str, alternative: str) -> dict[str, object]:
    return {
        "origin": origin,
        "target": target,
        "label": label,
        "label_name": LABEL_NAMES[label],
        "alternative": alternative,
        "alternative_name": LABEL_NAMES[alternative],
        "reason": f"reason {origin}",
        "confidence": 0.6,
    }


TEXT_OR_NOISE = unsure_label(1, "p1", "body", "noise")
HEADING_OR_TEXT = unsure_label(3, "s1", "heading", "body")
NOISE_OR_TEXT = unsure_label(6, "p4", "noise", "body")
THREE = [TEXT_OR_NOISE, HEADING_OR_TEXT, NOISE_OR_TEXT]


@pytest.fixture
def open_unsure(open_editor: OpenEditor) -> OpenEditor:
    """Opens an article with some unsure labels; `more` is put into its form."""

    def open_it(
        *unsure: dict[str, object],
        body: str = ARTICLE,
        standfirst: str = "",
        reviewed: str = "[]",
        more: str = "",
    ) -> Page:
        hidden = f'<input type="hidden" name="reviewed" value="{escape(reviewed)}">'
        return open_editor(body, json.dumps(unsure), standfirst=standfirst, reviewed=hidden + more)

    return open_it


def reviewed(page: Page) -> str:
    return page.locator("[name=reviewed]").input_value()


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def says(page: Page, words: str) -> None:
    expect(page.locator(".article-review-sentence")).to_contain_text(words)


def marked(page: Page) -> list[str]:
    return [str(text) for text in page.locator(".ProseMirror .is-unsure").all_inner_texts()]


# Seeing them


def test_unsure_texts_are_marked_with_the_reason(open_unsure: OpenEditor) -> None:
    page = open_unsure(TEXT_OR_NOISE, NOISE_OR_TEXT)
    assert marked(page) == ["Notice to readers.", "The next ferry leaves on Sunday."]
    first = page.locator(".is-unsure").first
    expect(first).to_have_attribute("aria-description", "Unsure. Labelled Text: reason 1.")
    mark = first.evaluate("it => getComputedStyle(it, '::before').content")
    assert mark == '"Text ?"'
    says(page, "2 unsure labels need a look.")


def test_a_right_to_left_heading_stands_right_and_its_mark_reads_left_to_right(
    open_unsure: OpenEditor,
) -> None:
    page = open_unsure(HEADING_OR_TEXT, body='<h2 data-id="s1">لماذا عادت المنارة؟</h2>')
    gap, direction = page.locator(".ProseMirror h2").evaluate(
        """it => {
            const range = document.createRange();
            range.selectNodeContents(it);
            const gap = it.getBoundingClientRect().right - range.getBoundingClientRect().right;
            return [gap, getComputedStyle(it, "::before").direction];
        }"""
    )
    assert (abs(gap) < 2, direction) == (True, "ltr")


def test_without_unsure_labels_there_is_nothing_to_see(open_unsure: OpenEditor) -> None:
    page = open_unsure()
    expect(page.locator(".article-review")).to_have_count(0)
    press(page, "F8")
    assert reviewed(page) == "[]"


def test_the_cursor_in_an_unsure_text_brings_its_reason(open_unsure: OpenEditor) -> None:
    page = open_unsure(*THREE)
    put_cursor(page, 2, 3)
    says(page, "2 of 3 Labelled Heading: reason 3. 60% sure")
    page.keyboard.type("af")
    assert '<h2 data-id="s1">Whyaf it happened</h2>' in lines(page)
    put_cursor(page, 1, 0)
    says(page, "3 unsure labels need a look.")


def test_the_list_for_those_without_scripts_goes(open_unsure: OpenEditor) -> None:
    box = '<input type="checkbox" name="reviewed" value="1" checked>'
    page = open_unsure(TEXT_OR_NOISE, more=f"<ul data-label-review-list><li>{box}</ul>")
    expect(page.get_by_role("checkbox")).to_have_count(0)
    assert reviewed(page) == "[]"


# Answering


def test_a_key_accepts_and_moves_on(open_unsure: OpenEditor) -> None:
    page = open_unsure(*THREE)
    press(page, "F8")
    says(page, "1 of 3 Labelled Text: reason 1.")
    press(page, "a")
    says(page, "Kept as Text. 2 of 3 Labelled Heading: reason 3.")
    press(page, "Enter", "A")
    says(page, "No label needs a look any more.")
    assert (saved(page), reviewed(page)) == (ARTICLE, "[1,3,6]")
    assert marked(page) == []


def test_the_next_one_is_brought_into_sight(open_unsure: OpenEditor) -> None:
    page = open_unsure(TEXT_OR_NOISE, NOISE_OR_TEXT, body=ARTICLE.replace("</h2>", "</h2>" + LONG))
    press(page, "F8", "a")
    expect(page.locator("[data-id=p4]")).to_be_in_viewport()
    press(page, "k")
    expect(page.locator("[data-id=p1]")).to_be_in_viewport()


LONG = "<p>On and on. </p>" * 60


@pytest.mark.parametrize("key", ["f", "F"])
def test_a_key_turns_text_into_noise_and_noise_into_text(open_unsure: OpenEditor, key: str) -> None:
    page = open_unsure(TEXT_OR_NOISE, NOISE_OR_TEXT)
    press(page, "F8", key)
    says(page, "Now Noise. 2 of 2 Labelled Noise: reason 6.")
    press(page, key)
    says(page, "Now Text. No label needs a look any more.")
    assert lines(page)[0] == '<p data-id="p1" data-kind="body" data-noise="">Notice to readers.</p>'
    assert (
        lines(page)[-1] == '<p data-id="p4" data-kind="body">The next ferry leaves on Sunday.</p>'
    )
    assert reviewed(page) == "[1,6]"


@pytest.mark.parametrize(
    ("unsure", "outcome"),
    [
        (HEADING_OR_TEXT, '<p data-id="s1" data-kind="body">Why it happened</p>'),
        (
            unsure_label(2, "p2", "body", "heading"),
            '<h2 data-id="p2">Seven passengers were counted.</h2>',
        ),
        (
            unsure_label(4, "s1.byline", "byline", "body"),
            '<p data-id="s1.byline" data-kind="body">By Ann Lee</p>',
        ),
        (
            unsure_label(1, "p1", "body", "byline"),
            '<p data-id="p1" data-kind="byline">Notice to readers.</p>',
        ),
    ],
)
def test_headings_and_bylines_are_turned_too(
    open_unsure: OpenEditor, unsure: dict[str, object], outcome: str
) -> None:
    page = open_unsure(unsure)
    press(page, "F8", "f")
    assert outcome in lines(page)
    assert reviewed(page) == f"[{unsure['origin']}]"


def test_a_section_takes_no_second_byline(open_unsure: OpenEditor) -> None:
    page = open_unsure(unsure_label(5, "p3", "body", "byline"))
    press(page, "F8", "f")
    says(page, "This section has a byline already. 1 of 1")
    assert (saved(page), reviewed(page)) == (ARTICLE, "[]")


def test_buttons_do_what_the_keys_do(open_unsure: OpenEditor) -> None:
    page = open_unsure(*THREE)
    page.get_by_role("button", name="Look through").click()
    page.get_by_role("button", name="Right", exact=True).click()
    page.get_by_role("button", name="No: Text").click()
    page.get_by_role("button", name="Back", exact=True).click()
    says(page, "2 of 3 Now Text; it was labelled Heading: reason 3.")
    page.get_by_role("button", name="Right", exact=True).click()
    expect(page.locator(".article-review-sentence")).not_to_contain_text("Kept as")
    page.get_by_role("button", name="Back", exact=True).click()
    page.get_by_role("button", name="Skip").click()
    says(page, "3 of 3 Labelled Noise")
    page.get_by_role("button", name="Close").click()
    expect(page.locator(".ProseMirror")).to_be_focused()
    assert reviewed(page) == "[1,3]"


def test_letters_work_on_a_keyboard_of_another_script(open_unsure: OpenEditor) -> None:
    page = open_unsure(*THREE)
    press(page, "F8")
    page.locator(".article-review button:focus").evaluate(
        "it => it.dispatchEvent(new KeyboardEvent('keydown', "
        "{ key: 'ф', code: 'KeyA', bubbles: true, cancelable: true }))"
    )
    says(page, "2 of 3")


def test_keys_with_ctrl_are_not_answers(open_unsure: OpenEditor) -> None:
    page = open_unsure(*THREE)
    press(page, "F8", "Control+a", "Control+f", "Alt+s")
    says(page, "1 of 3 Labelled Text")


def test_what_is_skipped_is_asked_again(open_unsure: OpenEditor) -> None:
    page = open_unsure(*THREE)
    press(page, "F8", "s", "a", "ArrowDown")
    says(page, "2 of 3 unsure labels need a look.")
    press(page, "Enter")
    says(page, "1 of 3 Labelled Text")
    press(page, "a")
    says(page, "3 of 3 Labelled Noise")
    assert reviewed(page) == "[1,3]"


def test_escape_goes_to_the_text_and_the_key_comes_back(open_unsure: OpenEditor) -> None:
    page = open_unsure(*THREE)
    press(page, "F8", "s", "Escape")
    page.keyboard.type("x")
    assert '<h2 data-id="s1">xWhy it happened</h2>' in lines(page)
    press(page, "F8")
    says(page, "2 of 3")
    press(page, "a")
    says(page, "3 of 3")


def test_the_key_begins_at_the_cursor(open_unsure: OpenEditor) -> None:
    page = open_unsure(*THREE)
    put_cursor(page, 4, 0)
    press(page, "F8")
    says(page, "3 of 3")


def test_the_key_goes_on_where_it_was_left(open_unsure: OpenEditor) -> None:
    page = open_unsure(*THREE)
    press(page, "F8", "s")
    page.get_by_role("button", name="Save").focus()
    press(page, "F8")
    says(page, "2 of 3")
    press(page, "F8", "Shift+F8", "Shift+F8")
    says(page, "1 of 3")


@pytest.mark.parametrize("has_next", [True, False])
def test_at_the_end_enter_saves(open_unsure: OpenEditor, has_next: bool) -> None:
    more = '<button name="_next">Save and next</button>' if has_next else ""
    page = open_unsure(TEXT_OR_NOISE, more=more)
    press(page, "F8", "a")
    offered = page.locator(".article-review").get_by_role("button").first
    expect(offered).to_have_text("Save and next" if has_next else "Save")
    with page.expect_request("**/saved") as sent:
        press(page, "Enter")
    expect(page).to_have_title("Saved")
    assert ("_next" in (sent.value.post_data or "")) == has_next


# The standfirst and the headline


def test_a_standfirst_becomes_the_first_paragraph(open_unsure: OpenEditor) -> None:
    page = open_unsure(unsure_label(0, "standfirst", "standfirst", "body"), standfirst=STANDFIRST)
    expect(page.locator("label[for=standfirst]")).to_contain_text("Labelled Standfirst: reason 0.")
    press(page, "F8", "f")
    assert lines(page)[0] == f'<p data-id="standfirst" data-kind="body">{STANDFIRST}</p>'
    expect(page.locator("#standfirst")).to_have_value("")
    expect(page.locator("label[for=standfirst]")).to_have_text("Standfirst:")
    assert reviewed(page) == "[0]"
    press(page, "Control+z")
    says(page, "1 of 1 Labelled Standfirst")
    expect(page.locator("#standfirst")).to_have_value(STANDFIRST)
    assert (saved(page), reviewed(page)) == (ARTICLE, "[]")


def test_a_paragraph_becomes_the_standfirst_and_a_paragraph_again(open_unsure: OpenEditor) -> None:
    page = open_unsure(unsure_label(2, "p2", "body", "standfirst"))
    press(page, "F8", "f")
    expect(page.locator("#standfirst")).to_have_value("Seven passengers were counted.")
    assert "Seven" not in saved(page)
    assert reviewed(page) == "[2]"
    press(page, "k", "f")
    says(page, "1 of 1 Labelled Text")
    expect(page.locator("#standfirst")).to_have_value("")
    assert (saved(page), reviewed(page)) == (ARTICLE, "[]")


def test_a_standfirst_that_gives_way_is_the_first_paragraph(open_unsure: OpenEditor) -> None:
    page = open_unsure(unsure_label(2, "p2", "body", "standfirst"), standfirst=STANDFIRST)
    page.locator("#standfirst").fill(f"{STANDFIRST} At last.")
    press(page, "F8", "f")
    says(page, "The old standfirst is the first paragraph now.")
    expect(page.locator("#standfirst")).to_have_value("Seven passengers were counted.")
    assert lines(page)[0] == f'<p data-id="standfirst" data-kind="body">{STANDFIRST} At last.</p>'
    press(page, "Control+z")
    expect(page.locator("#standfirst")).to_have_value(f"{STANDFIRST} At last.")
    assert saved(page) == ARTICLE


def test_undo_keeps_what_was_written_meanwhile(open_unsure: OpenEditor) -> None:
    page = open_unsure(unsure_label(0, "standfirst", "standfirst", "body"), standfirst=STANDFIRST)
    press(page, "F8", "f")
    page.locator("#standfirst").fill("Seven paid.")
    put_cursor(page, 1, 0)
    press(page, "Control+z")
    expect(page.locator("#standfirst")).to_have_value(f"{STANDFIRST} Seven paid.")
    assert saved(page) == ARTICLE


def test_the_only_paragraph_can_become_the_standfirst(open_unsure: OpenEditor) -> None:
    only = '<p data-id="p1" data-kind="body">Notice to readers.</p>'
    page = open_unsure(unsure_label(1, "p1", "body", "standfirst"), body=only)
    press(page, "F8", "f")
    expect(page.locator("#standfirst")).to_have_value("Notice to readers.")
    assert saved(page) == ""


def test_a_headline_that_gives_way_is_kept_as_noise(open_unsure: OpenEditor) -> None:
    page = open_unsure(unsure_label(6, "p4", "noise", "headline"))
    press(page, "F8", "f")
    says(page, "The old headline is kept as noise above the text.")
    expect(page.locator("#headline")).to_have_value("The next ferry leaves on Sunday.")
    old = "The bridge at Orsk opens"
    assert lines(page)[0] == f'<p data-id="headline" data-kind="body" data-noise="">{old}</p>'


def test_a_provisional_headline_gives_way_without_a_trace(open_unsure: OpenEditor) -> None:
    provisional = '<input type="checkbox" name="headline_confirmed">'
    page = open_unsure(unsure_label(6, "p4", "noise", "headline"), more=provisional)
    press(page, "F8", "f")
    expect(page.locator("#headline")).to_have_value("The next ferry leaves on Sunday.")
    assert saved(page) == ARTICLE.rpartition("\n")[0]


def test_a_headline_is_not_taken_away_but_written_over(open_unsure: OpenEditor) -> None:
    page = open_unsure(unsure_label(0, "headline", "headline", "noise"), TEXT_OR_NOISE)
    press(page, "F8", "f")
    says(page, "An article needs a headline: write another in its place. 1 of 2")
    press(page, "Escape")
    expect(page.locator("#headline")).to_be_focused()
    page.keyboard.type("The ferry. ")
    says(page, "1 of 2 unsure labels needs a look.")
    assert reviewed(page) == "[0]"


# Together with everything else


def test_an_ordinary_change_of_kind_answers(open_unsure: OpenEditor) -> None:
    page = open_unsure(*THREE)
    put_cursor(page, 0, 0)
    page.get_by_label("Kind of paragraph").select_option("Quote")
    assert marked(page) == ["Why it happened", "The next ferry leaves on Sunday."]
    assert reviewed(page) == "[1]"
    put_cursor(page, 0, 0)
    press(page, "Control+z")
    assert reviewed(page) == "[]"


def test_a_removed_text_waits_for_no_answer_until_it_is_back(open_unsure: OpenEditor) -> None:
    page = open_unsure(*THREE)
    put_cursor(page, 2, 0)
    press(page, "Shift+End", "Delete", "Backspace")
    assert reviewed(page) == "[3]"
    press(page, "Control+z", "Control+z")
    assert reviewed(page) == "[]"
    assert len(marked(page)) == 3


@pytest.mark.parametrize("answer", ["a", "f"])
def test_undo_takes_one_answer_back_and_redo_gives_it_again(
    open_unsure: OpenEditor, answer: str
) -> None:
    page = open_unsure(*THREE)
    press(page, "F8", "a", answer)
    answered = saved(page)
    press(page, "Control+z")
    says(page, "2 of 3 Labelled Heading")
    assert (saved(page), reviewed(page)) == (ARTICLE, "[1]")
    press(page, "Control+Shift+z")
    assert (saved(page), reviewed(page)) == (answered, "[1,3]")


def test_turning_twice_turns_back_and_asks_again(open_unsure: OpenEditor) -> None:
    page = open_unsure(*THREE)
    press(page, "F8", "f", "k", "f")
    says(page, "Now Text. 1 of 3 Labelled Text: reason 1.")
    assert (saved(page), reviewed(page)) == (ARTICLE, "[]")


def test_answers_that_come_back_with_the_form_stand(open_unsure: OpenEditor) -> None:
    page = open_unsure(*THREE, reviewed="[6, 1]")
    assert marked(page) == ["Why it happened"]
    press(page, "F8", "a")
    assert reviewed(page) == "[1,3,6]"
    press(page, "Control+z")
    assert reviewed(page) == "[6, 1]"


@pytest.mark.parametrize("answers", [True, False])
def test_an_answer_alone_is_unsaved_work(open_unsure: OpenEditor, answers: bool) -> None:
    page = open_unsure(*THREE)
    warnings = note_warnings(page)
    press(page, "F8", "a" if answers else "s")
    page.reload()
    assert warnings == ["beforeunload"] * answers


def test_a_draft_brings_the_answers_back(open_unsure: OpenEditor) -> None:
    unsure = [unsure_label(0, "standfirst", "standfirst", "body"), *THREE]
    page = open_unsure(*unsure, standfirst=STANDFIRST)
    note_warnings(page)
    press(page, "F8", "f", "a", "f")
    left = saved(page)
    page.reload()
    assert reviewed(page) == "[]"
    page.get_by_role("button", name="Restore").click()
    assert (saved(page), reviewed(page)) == (left, "[0,1,3]")
    assert marked(page) == ["The next ferry leaves on Sunday."]


def test_folded_noise_unfolds_when_it_is_asked_about(open_unsure: OpenEditor) -> None:
    page = open_unsure(NOISE_OR_TEXT)
    choose_more(page, "Hide noise")
    press(page, "F8")
    box = page.locator("[data-id=p4]").bounding_box()
    assert box is not None
    assert box["height"] > 20


# For everybody


@pytest.fixture(params=["light", "dark"])
def any_page(
    request: pytest.FixtureRequest, chromium: Browser, editor_server: EditorServer
) -> Iterator[Page]:
    """A page that axe can look at, in either scheme of colours."""
    context = chromium.new_context(color_scheme=request.param, bypass_csp=True)
    page = context.new_page()
    unsure = [unsure_label(0, "standfirst", "standfirst", "body"), *THREE]
    editor_server.body, editor_server.label_reviews = ARTICLE, json.dumps(unsure)
    hidden = '<input type="hidden" name="reviewed" value="[]">'
    editor_server.fills = {"reviewed": hidden, "standfirst": STANDFIRST}
    page.goto(f"http://127.0.0.1:{editor_server.server_port}/")
    page.locator(".article-review").wait_for()
    yield page
    context.close()


def test_the_review_is_accessible_and_fits_a_telephone(any_page: Page) -> None:
    seen = []
    for key in ("F8", "a", "a", "k", "s", "f", "f"):
        press(any_page, key)
        seen.append(found_by_axe(any_page))
    assert seen == [[]] * len(seen)
    any_page.set_viewport_size({"width": 390, "height": 844})
    press(any_page, "k")
    assert width_of(any_page) == 390
    assert found_by_axe(any_page) == []


def test_the_bar_is_one_stop_of_the_tab_key(open_unsure: OpenEditor) -> None:
    page = open_unsure(*THREE)
    put_cursor(page, 0, 0)
    press(page, "Tab")
    expect(page.get_by_role("button", name="Right", exact=True)).to_be_focused()
    press(page, "ArrowRight")
    expect(page.get_by_role("button", name="No: Noise")).to_be_focused()
    press(page, "Shift+Tab")
    expect(page.locator(".ProseMirror")).to_be_focused()
