"""Evidence at the door: a paper comes with a report, after it, or before; it is found again, or refused in words."""

import hashlib
import struct
import zlib

from tests.e2e.town import FARM, FOOD, GROUP, LEADER, OFFICE, Message, Town, labels, numbers, words

SAID = "3月食品抽检500批次,合格483"
PDF = b"%PDF-1.7 " + b"report " * 40


def picture(shade: int) -> bytes:
    """A PNG of one grey pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    pixel = zlib.compress(bytes((0, shade)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixel) + chunk(b"IEND", b"")


def kept(town: Town) -> list[tuple[object, ...]]:
    return town.rows("select number, kind, name, sha256 from evidence order by id")


async def reported(town: Town, user: int = FOOD, said: str = SAID) -> tuple[Message, int]:
    receipt = await town.answer(user, said)
    return receipt, min(numbers(words(receipt)))


async def test_a_paper_in_reply_to_a_receipt_is_kept_listed_and_opened_by_the_office(town: Town) -> None:
    receipt, number = await reported(town)
    how = await town.people.press(FOOD, FOOD, receipt["message_id"], "附佐证")
    assert "回复" in how["text"] and "20 MB" in how["text"]
    sent = await town.people.document(FOOD, "检验报告.pdf", PDF, reply_to=receipt["message_id"])
    attached = await town.next(FOOD, after=sent["message_id"])
    assert f"R-{number}" in words(attached) and "检验报告.pdf" in words(attached)
    digest = hashlib.sha256(PDF).hexdigest()
    assert kept(town) == [(number, "document", "检验报告.pdf", digest)]
    assert (town.data / "files" / digest[:2] / digest).read_bytes() == PDF

    again = await town.people.document(FOOD, "同一份.pdf", PDF, reply_to=receipt["message_id"])
    assert "已经是" in words(await town.next(FOOD, after=again["message_id"]))
    assert len(kept(town)) == 1

    corrected = await town.answer(FOOD, "更正:3月食品抽检500批次,合格484")
    newer = min(numbers(words(corrected)))
    listing = await town.answer(OFFICE, f"/evidence R-{newer}")
    assert "检验报告.pdf" in words(listing) and f"R-{number}" in words(listing)
    await town.people.press(OFFICE, OFFICE, listing["message_id"], "打开 1")
    opened = await town.next(OFFICE, after=listing["message_id"], having="SHA-256")
    assert opened["document"]["file_name"] == "检验报告.pdf"
    assert opened["document"]["file_size"] == len(PDF)
    assert town.rows("select action from audit where action like 'evidence%' order by id") == [
        ("evidence",),
        ("evidence.open",),
    ]


async def test_a_photo_with_a_report_as_its_caption_proves_the_figures_it_brings(town: Town) -> None:
    first, second = await town.people.photo(FOOD, picture(1), picture(2), caption=SAID)
    receipt = await town.next(FOOD, after=second["message_id"], having="已记录")
    listing = await town.answer(FOOD, f"R-{min(numbers(words(receipt)))}的佐证")
    assert words(listing).count("照片") == 2
    said = await town.said_by_bot(FOOD)
    assert sum("已收下照片" in text for text in said) == 1
    assert not any("看不懂" in text or "是哪个数" in text for text in said)
    assert first["message_id"] < second["message_id"]


async def test_a_figure_that_is_asked_about_first_has_its_paper_once_it_is_stored(town: Town) -> None:
    sent = await town.people.document(FOOD, "报告.pdf", PDF, caption="3月合格率96.5%")
    question = await town.next(FOOD, after=sent["message_id"], having="哪项指标")
    await town.people.press(
        FOOD, FOOD, question["message_id"], next(x for x in labels(question) if "药品" in x)
    )
    await town.next(FOOD, after=question["message_id"], having="已记录")
    listing = await town.answer(FOOD, "/evidence")
    assert "报告.pdf" in words(listing) and "药品质量安全抽查合格率" in words(listing)


async def test_a_lone_photo_is_asked_about_and_tied_by_a_press_of_its_sender(town: Town) -> None:
    _, number = await reported(town)
    (sent,) = await town.people.photo(FOOD, picture(3))
    question = await town.next(FOOD, after=sent["message_id"], having="是哪个数的佐证")
    choice = next(label for label in labels(question) if f"R-{number}" in label)
    data = question["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    await town.people.press(FOOD, FOOD, question["message_id"], choice)
    await town.changed(FOOD, question["message_id"], "已附佐证")
    assert [row[0] for row in kept(town)] == [None, number]
    again = await town.people.press(FOOD, FOOD, question["message_id"], data, raw=True)
    assert "已经说明过" in again["text"]
    assert words(await town.answer(FOOD, "佐证")).count("照片") == 1


async def test_an_album_in_reply_to_a_receipt_in_a_group_is_kept_whole_and_answered_once(town: Town) -> None:
    receipt = await town.answer(FOOD, SAID, GROUP)
    number = min(numbers(words(receipt)))
    _, last = await town.people.photo(
        FOOD, picture(4), picture(5), chat_id=GROUP, reply_to=receipt["message_id"]
    )
    (ignored,) = await town.people.photo(FOOD, picture(6), chat_id=GROUP)
    await town.next(GROUP, after=last["message_id"], having="已附佐证")
    await town.answer(FOOD, f"/evidence R-{number}", GROUP)
    assert [row[0] for row in kept(town)] == [number, number]
    said = await town.said_by_bot(GROUP)
    assert sum("已附佐证" in text for text in said) == 1
    assert ignored["message_id"] > last["message_id"]
    opened = await town.people.press(
        OFFICE, GROUP, max(m["message_id"] for m in await town.people.messages(GROUP)), "打开 1"
    )
    assert "私聊" in opened["text"]


async def test_what_is_too_large_foreign_unknown_or_no_paper_is_refused_in_words(town: Town) -> None:
    receipt, number = await reported(town)
    huge = await town.people.document(
        FOOD, "录像.pdf", bytes(21 * 1024 * 1024), reply_to=receipt["message_id"]
    )
    assert "20 MB" in words(await town.next(FOOD, after=huge["message_id"]))
    program = await town.people.document(FOOD, "setup.exe", b"MZ", reply_to=receipt["message_id"])
    assert "不能作佐证" in words(await town.next(FOOD, after=program["message_id"]))
    foreign = await town.people.document(FARM, "报告.pdf", PDF, caption=f"R-{number}的检验报告")
    assert "不是您单位的" in words(await town.next(FARM, after=foreign["message_id"]))
    unknown = await town.people.document(FARM, "报告.pdf", PDF, caption="R-999")
    assert "没有这个编号" in words(await town.next(FARM, after=unknown["message_id"]))
    official = await town.people.document(LEADER, "报告.pdf", PDF)
    assert "没有记录" in words(await town.next(LEADER, after=official["message_id"]))
    assert "不是您单位的" in words(await town.answer(FARM, f"/evidence R-{number}"))
    assert "由联络员和办公室" in words(await town.answer(LEADER, "/evidence"))
    assert "还没有" in words(await town.answer(FOOD, "佐证"))
    assert kept(town) == []


async def test_a_paper_changed_on_the_disk_is_not_handed_out(town: Town) -> None:
    receipt, _ = await reported(town)
    sent = await town.people.document(FOOD, "报告.pdf", PDF, reply_to=receipt["message_id"])
    await town.next(FOOD, after=sent["message_id"])
    (path,) = town.rows("select path from evidence")[0]
    (town.data / "files" / str(path)).write_bytes(b"another")
    listing = await town.answer(OFFICE, "/evidence")
    pressed = await town.people.press(OFFICE, OFFICE, listing["message_id"], "打开 1")
    assert "不一致" in pressed["text"]


async def test_a_correction_as_a_caption_corrects_and_its_paper_proves_the_new_figure(town: Town) -> None:
    receipt, number = await reported(town, said="3月食品96.5")
    sent = await town.people.document(FOOD, "报告7.pdf", PDF, caption="更正 97.2")
    corrected = await town.next(FOOD, after=sent["message_id"], having="已记录")
    newer = min(numbers(words(corrected)))
    assert "97.2%" in words(corrected) and newer > number
    assert "报告7.pdf" in words(await town.answer(FOOD, f"/evidence R-{newer}"))
    replied = await town.people.document(
        FOOD, "报告8.pdf", PDF + b"8", caption="更正为97.3", reply_to=receipt["message_id"]
    )
    assert "97.3%" in words(await town.next(FOOD, after=replied["message_id"], having="已记录"))
    named = await town.people.document(FOOD, "报告9.pdf", PDF + b"9", caption=f"R-{number} 更正为97.4")
    assert "97.4%" in words(await town.next(FOOD, after=named["message_id"], having="已记录"))
    assert not any("是哪个数" in said for said in await town.said_by_bot(FOOD))


async def test_a_promise_as_a_caption_is_a_promise(town: Town) -> None:
    sent = await town.people.document(FOOD, "说明.pdf", PDF, caption="3月药品暂无,周五报")
    told = await town.next(FOOD, after=sent["message_id"], having="药品")
    assert "暂无" in words(told)
    assert town.rows("select indicator, state from report_versions") == [("drug-spot-check", "deferred")]


async def test_an_answer_as_a_caption_answers_and_its_paper_proves_the_figure(town: Town) -> None:
    await reported(town, said="2月药品98.6")
    question = await town.answer(FOOD, "3月药品9.86")
    assert "小数点" in words(question)
    sent = await town.people.document(FOOD, "报告.pdf", PDF, caption="是98.6")
    receipt = await town.next(FOOD, after=sent["message_id"], having="已记录")
    assert "报告.pdf" in words(await town.answer(FOOD, f"/evidence R-{min(numbers(words(receipt)))}"))


async def test_a_note_as_a_caption_stays_a_note_and_is_asked_about(town: Town) -> None:
    await reported(town)
    sent = await town.people.document(FOOD, "报告.pdf", PDF, caption="3月的检测报告")
    await town.next(FOOD, after=sent["message_id"], having="是哪个数的佐证")
    assert len(town.figures()) == 1


async def test_whose_evidence_a_paper_is_may_be_typed(town: Town) -> None:
    await reported(town)
    _, drug = await reported(town, said="3月药品98.6")
    for shade, said in ((11, "药品的"), (12, f"R-{drug}")):
        (sent,) = await town.people.photo(FOOD, picture(shade))
        question = await town.next(FOOD, after=sent["message_id"], having="是哪个数的佐证")
        answered = await town.people.send(FOOD, said)
        tied = await town.next(FOOD, after=max(question["message_id"], answered["message_id"]))
        assert "已附佐证" in words(tied) and f"R-{drug}" in words(tied)


async def test_a_caption_that_names_a_figure_ties_its_own_file_to_it(town: Town) -> None:
    _, drug = await reported(town, said="3月药品98.6")
    await reported(town)
    lone = await town.people.document(FOOD, "y.pdf", PDF)
    await town.next(FOOD, after=lone["message_id"], having="是哪个数的佐证")
    for index, caption in enumerate(("药品3月", "药品的", "药品佐证")):
        sent = await town.people.document(FOOD, f"z{index}.pdf", PDF + caption.encode(), caption=caption)
        tied = words(await town.next(FOOD, after=sent["message_id"]))
        assert f"已附佐证:z{index}.pdf" in tied and f"R-{drug}" in tied
    unknown = await town.people.document(FOOD, "w.pdf", PDF + b"w", caption="2月药品")
    await town.next(FOOD, after=unknown["message_id"], having="是哪个数的佐证")
    assert [(row[0], row[2]) for row in kept(town)] == [
        (None, "y.pdf"), (drug, "z0.pdf"), (drug, "z1.pdf"), (drug, "z2.pdf"), (None, "w.pdf"),
    ]  # fmt: skip


async def test_a_file_whose_words_record_nothing_is_asked_about(town: Town) -> None:
    _, number = await reported(town)
    sent = await town.people.document(FOOD, "c.pdf", PDF, caption="食品暂无,周五报")
    question = await town.next(FOOD, after=sent["message_id"], having="是哪个数的佐证")
    assert not any("作为本条报送的佐证" in said for said in await town.said_by_bot(FOOD))
    answered = await town.people.send(FOOD, "食品的")
    tied = await town.next(FOOD, after=max(question["message_id"], answered["message_id"]))
    assert "已附佐证:c.pdf" in words(tied) and f"R-{number}" in words(tied)
