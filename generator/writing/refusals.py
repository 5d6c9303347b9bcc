"""The findings with which a command refuses to write a folder or file that no run of the program wrote."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from generator.diagnostics import NOTHING, Diagnostic, Location, Text, reason_of

SHOWN = 5
"""The number of names in a message."""
KINDS = {
    "site": Text("guihua build or serve", "guihua build 或 serve"),
    "snapshot": Text("guihua snapshot", "guihua snapshot"),
}
ELSEWHERE = Text("choose another folder, or move its files elsewhere", "请换一个文件夹，或把里面的文件移到别处")


class RefusedError(Exception):
    """A command refuses to write; nothing was changed. ``finding`` says why; the exit code is 2 (usage)."""

    def __init__(self, finding: Diagnostic) -> None:
        super().__init__(f"{finding.where}: {finding.what.en} {finding.found}".rstrip())
        self.finding = finding


def refused(
    path: Path, code: str, what: Text, names: Sequence[str] = (), expected: Text = NOTHING, fix: Text = ELSEWHERE
) -> RefusedError:
    """The error with a finding about ``path``; of the ``names`` of files the first few are shown."""
    more = f" … ({len(names)})" if len(names) > SHOWN else ""
    return RefusedError(
        Diagnostic(
            where=Location(str(path)),
            code=code,
            what=what,
            found=", ".join(names[:SHOWN]) + more,
            expected=expected,
            fix=fix,
        )
    )


OURS = Text(
    "no folder yet, an empty one, or one that the same command made", "还没有的文件夹、空文件夹，或同一命令以前生成的"
)


def not_made_by_us(folder: Path, kind: str) -> RefusedError:
    what = Text(
        "this folder would be replaced, and holds files that Guihua did not make",
        "这个文件夹会被整个换掉，可里面的文件不是 Guihua 生成的",
    )
    names = sorted(path.name for path in folder.iterdir())
    fix = ELSEWHERE
    if kind == "site":
        fix += Text("; a site of an older version can be deleted", "；如果是旧版本生成的网站，可以删去")
    return refused(folder, "foreign-folder", what, names, OURS, fix)


def of_another_kind(folder: Path, made: str, kind: str) -> RefusedError:
    by = KINDS.get(made, Text(made, made))
    what = Text(
        f"this folder was made by {by.en}; a {kind} would replace it", f"这个文件夹是 {by.zh} 生成的，会被别的内容换掉"
    )
    return refused(folder, "foreign-folder", what, (), OURS)


BELONGS = {
    "site": Text(
        "; what every site shall hold belongs into site_templates/overrides/",
        "；每次生成都要有的文件，请放进 site_templates/overrides/",
    ),
    "snapshot": Text(
        "; what its tables shall say belongs into datasets/ of the project, and notes on them beside this folder",
        "；表里要写的内容，请写进项目的 datasets/，说明文字请放在这个文件夹旁边",
    ),
}
"""Kind of folder → where that belongs which people put into it."""


def foreign_files(folder: Path, names: Sequence[str], kind: str) -> RefusedError:
    what = Text(
        "this folder would be replaced, and somebody has put files into it or edited some",
        "这个文件夹会被整个换掉，可有人在里面放了或改了文件",
    )
    fix = Text("move these files elsewhere, or delete them", "请把这些文件移到别处或删去") + BELONGS.get(kind, NOTHING)
    return refused(folder, "foreign-files", what, names, Text("nothing but what a run made", "只有生成的文件"), fix)


def holds_sources(target: Path, source: Path) -> RefusedError:
    what = Text(
        "this folder is or holds what the site is made from; it is never replaced",
        "这里是（或包含）网站的原料，绝不替换",
    )
    return refused(target, "source-folder", what, [str(source)], fix=ANOTHER_PLACE)


def in_sources(target: Path, source: Path) -> RefusedError:
    what = Text(
        "this place lies in what the site is made from; nothing is generated there", "这里是网站的原料，不能往里生成"
    )
    return refused(target, "source-folder", what, [str(source)], fix=ANOTHER_PLACE)


ANOTHER_PLACE = Text("name another place, such as site/ in the project", "请另写一个地方，如项目里的 site/")


def in_work(target: Path, place: Path) -> RefusedError:
    what = Text(
        "here the program keeps what it needs from one run to the next; nothing else is generated there",
        "这里是程序自己存放中间文件的地方，不能往里生成别的",
    )
    return refused(target, "source-folder", what, [str(place)], fix=ANOTHER_PLACE)


def in_made(target: Path, folder: Path, kind: str) -> RefusedError:
    by = KINDS.get(kind, Text(kind, kind))
    what = Text(
        f"this place lies in a folder that {by.en} made and replaces as a whole; what others put there stops its next run",
        f"这个地方在 {by.zh} 生成的文件夹里，那里会整个换掉；放进别的东西，下次就不能生成了",
    )
    fix = Text(
        "name a place outside it; where nothing of a run is left in it, delete the file .guihua there",
        "请另写一个不在它里面的地方；如果那里已经没有生成的内容，可以删去那里的 .guihua 文件",
    )
    return refused(target, "made-folder", what, [str(folder)], fix=fix)


WAIT = Text(
    "wait until it has ended, then run the command again; there is nothing to delete",
    "请等它结束再运行一次；什么都不用删",
)


def busy_project(root: Path) -> RefusedError:
    what = Text(
        "another run is working in this project: a build, or a command that writes into it",
        "另一个操作正在这个项目里生成或改写",
    )
    return refused(root, "busy", what, fix=WAIT)


def busy_target(target: Path) -> RefusedError:
    what = Text(
        "another run is writing here, perhaps that of another project", "另一个操作正在写这里，也许是别的项目的"
    )
    return refused(target, "busy", what, fix=WAIT)


def locked_by_another_account(place: Path, lock: Path) -> RefusedError:
    what = Text(
        f"the lock {lock} is that of another account, whose run goes on or was interrupted",
        f"锁 {lock} 是别的账户的，它还在写，或写到一半中断了",
    )
    fix = Text(
        "wait until its run has ended; if there is none, have this lock deleted, or choose another place",
        "请等它结束；如果没有谁在运行，请让人删去这个锁，或换一个地方",
    )
    return refused(place, "busy", what, fix=fix)


def former_is_left(target: Path, former: Path, reason: Text, names: Sequence[str] = ()) -> RefusedError:
    """Told when everything is done but the last step."""
    what = Text(
        f"the new content is in place here; the former one, now at {former}, could not be removed: {reason.en}",
        f"新的内容已经就位；原来的内容现在在 {former}，没能删去：{reason.zh}",
    )
    return refused(target, "left-over", what, names, fix=_removal(former))


def leftover(target: Path, folder: Path, reason: Text) -> RefusedError:
    what = Text(
        f"what an earlier run left at {folder} cannot be removed: {reason.en}; nothing was changed here",
        f"以前留下的 {folder} 删不掉：{reason.zh}；这里什么都没有动",
    )
    return refused(target, "left-over", what, fix=_removal(folder))


PUT_IN = Text("somebody has put files into it", "有人在里面放了文件")


def _removal(folder: Path) -> Text:
    return Text(
        f"delete {folder} after moving what you need out of it, or give this account the rights to all that is in it; "
        "then run the command again",
        f"请把 {folder} 里您要的文件移出来，再把它删去，或让当前账户对里面的一切都有权限；然后再运行一次",
    )


def in_the_way(path: Path, finding: Diagnostic | None = None) -> RefusedError:
    """The refusal of what is not ours at a ``path`` that the program itself chose; ``finding`` says what it is."""
    what = Text(
        "the program needs this name for itself, and here is something that it did not make",
        "程序自己要用这个名字，可这里的东西不是它生成的",
    )
    if finding:
        what = what + Text(f": {finding.what.en}", f"：{finding.what.zh}")
    fix = Text("move it elsewhere, or delete it, and run the command again", "请把它移到别处或删去，再运行一次")
    names = [finding.found] if finding and finding.found else []
    return refused(path, finding.code if finding else "foreign-files", what, names, fix=fix)


def mount_point(target: Path) -> RefusedError:
    what = Text(
        "this folder is where a disk or volume is mounted, and cannot be replaced as a whole",
        "这个文件夹是磁盘或卷的挂载点，不能整个换掉",
    )
    fix = Text("name a folder inside it, such as {0}/site", "请写它里面的文件夹，如 {0}/site")
    return refused(target, "no-place", what, fix=Text(fix.en.format(target), fix.zh.format(target)))


def stands_in_it(target: Path) -> RefusedError:
    what = Text("you are in this folder, and it would be replaced under you", "您正在这个文件夹里，它会被整个换掉")
    fix = Text("go to the folder above it and name it from there", "请先到它的上一级文件夹，再写它的名字")
    return refused(target, "source-folder", what, fix=fix)


def no_folder(path: Path) -> RefusedError:
    return refused(
        path,
        "no-place",
        Text("this is no folder", "这不是文件夹"),
        fix=Text("give the path of a folder", "请写文件夹的路径"),
    )


def cannot_write(path: Path, error: OSError) -> RefusedError:
    reason = reason_of(error)
    what = Text(f"this place cannot be written: {reason.en}", f"这里不能写入：{reason.zh}")
    fix = Text("choose another place, or ask for the right to write here", "请换一个地方，或取得写入权限")
    return refused(path, "no-place", what, fix=fix)


def no_file(path: Path) -> RefusedError:
    return refused(
        path,
        "no-place",
        Text("this is no plain file", "这不是普通文件"),
        fix=Text("give the path of a file", "请写文件的路径"),
    )


def leads_outside(path: Path, root: Path) -> RefusedError:
    what = Text(
        f"a link on the way leads out of {root}; nothing was written", f"路上有链接通到 {root} 外面；什么都没有写"
    )
    fix = Text("put a folder in the place of the link", "请把链接换成文件夹")
    return refused(path, "no-place", what, fix=fix)


def foreign_file(path: Path) -> RefusedError:
    what = Text(
        "this file would be replaced, and Guihua did not make it, or somebody has edited it",
        "这个文件会被换掉，可它不是 Guihua 生成的，或有人改过",
    )
    return refused(
        path,
        "foreign-files",
        what,
        fix=Text("choose another name, or move the file elsewhere", "请换一个文件名，或把这个文件移到别处"),
    )


def edited_since(journal: Path, names: Sequence[str]) -> RefusedError:
    what = Text(
        "a run was interrupted, and before it was completed somebody has edited these files; nothing was written",
        "上次的操作中断了，还没补完，就有人改了这些文件；什么都没有写",
    )
    fix = Text(
        "move them elsewhere and run the command again, to complete the interrupted run; or delete this journal, to leave "
        "everything as it is now",
        "要补完上次的操作，请把它们移到别处再运行一次；要保持现状，请删去这个记录文件",
    )
    return refused(journal, "foreign-files", what, names, fix=fix)


def foreign_journal(path: Path) -> RefusedError:
    what = Text(
        "an interrupted run would have left its journal here, and this is none",
        "这里应是中断时留下的记录，可这个文件不是",
    )
    return refused(path, "foreign-files", what, fix=Text("move the file elsewhere", "请把这个文件移到别处"))
