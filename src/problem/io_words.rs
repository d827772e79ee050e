//! Why a file could not be read or written, in words for people.

use crate::language::Text;
use crate::still_file::Changed;
use crate::whole_file::TooLarge;

/// Whether another program holds the file; of Windows these are a sharing and a lock violation.
fn is_in_use(error: &std::io::Error) -> bool {
    use std::io::ErrorKind::{ExecutableFileBusy, ResourceBusy};
    matches!(error.kind(), ResourceBusy | ExecutableFileBusy)
        || (cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33)))
}

/// Whether a file became another while it was read.
fn has_changed(error: &std::io::Error) -> bool {
    error.get_ref().is_some_and(|inside| inside.is::<Changed>())
}

/// Whether links lead in a circle, as Linux and the BSDs say it.
fn leads_nowhere(error: &std::io::Error) -> bool {
    let code = if cfg!(any(target_os = "linux", target_os = "android")) { 40 } else { 62 };
    cfg!(unix) && error.raw_os_error() == Some(code)
}

fn too_large(error: &std::io::Error) -> Text {
    let inside = error.get_ref().and_then(|inside| inside.downcast_ref::<TooLarge>());
    inside.map_or_else(
        || Text::new("文件太大,系统不允许", "the file is larger than the system allows"),
        |too_large| {
            let most = too_large.most >> 20;
            Text::new(format!("文件太大,超过 {most} MiB"), format!("the file is too large, more than {most} MiB"))
        },
    )
}

/// Why nothing could be put aside in the folder of what is temporary, which is to be mended or changed.
pub fn temporary_folder_words(error: &std::io::Error) -> Text {
    let (why, folder) = (io_words(error), std::env::temp_dir());
    let folder = folder.display();
    Text::new(
        format!("临时文件夹「{folder}」写不了:{};可以用环境变量 TMPDIR 换一个文件夹", why.zh),
        format!("cannot write to the temporary folder `{folder}`: {}; name another one in TMPDIR", why.en),
    )
}

/// Why a file could not be read or written.
pub fn io_words(error: &std::io::Error) -> Text {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::NotFound => Text::new("没有这个文件或文件夹", "there is no such file or folder"),
        ErrorKind::PermissionDenied => Text::new("没有权限", "permission denied"),
        ErrorKind::InvalidData => Text::new("不是 UTF-8 文字,请另存为 UTF-8", "it is not UTF-8 text; save it as UTF-8"),
        ErrorKind::NotADirectory => {
            Text::new("路径中有一段是文件,不是文件夹", "a part of the path is a file, not a folder")
        }
        ErrorKind::IsADirectory => Text::new("这是文件夹,不是文件", "it is a folder, not a file"),
        ErrorKind::StorageFull => Text::new("磁盘已满", "the disk is full"),
        ErrorKind::QuotaExceeded => Text::new("磁盘配额已用完", "the disk quota is used up"),
        ErrorKind::FileTooLarge => too_large(error),
        ErrorKind::ReadOnlyFilesystem => Text::new("磁盘是只读的", "the disk is read-only"),
        ErrorKind::InvalidFilename => Text::new("文件名太长或不能这样写", "the file name is too long or not allowed"),
        ErrorKind::AlreadyExists => Text::new("已经存在", "it exists already"),
        _ if is_in_use(error) => {
            Text::new("正被别的程序使用,请先在那里关掉", "another program uses it; close it there first")
        }
        _ if has_changed(error) => Text::new(
            "读的时候文件变了,读到的不作数;等文件写完再运行",
            "it changed while it was read, and what was read does not count; run this again once the file is written",
        ),
        _ if leads_nowhere(error) => Text::new("链接绕成一圈,找不到文件", "its links lead in a circle and to no file"),
        _ => Text::new("读写时出错", "reading or writing failed"),
    }
}
