using System.Data.Common;
using System.Security.Cryptography;

namespace Xianjie.Platform.Backup.Sets;

/// <summary>Why a backup, a restore or a drill did not come about, in words for the administrator.</summary>
internal static class BackupWords
{
    public static string Of(Exception error) => Cut(error switch
    {
        InvalidDataException => error.Message,
        EndOfStreamException => "备份不完整：文件中途断了。",
        CryptographicException => "备份与密钥文件不匹配，或内容已损坏。请核对密钥文件。",
        UnauthorizedAccessException => $"没有权限写备份目录：{error.Message}",
        IOException { HResult: var code } when (code & 0xFFFF) is 28 or 112 || error.Message.Contains("No space", StringComparison.OrdinalIgnoreCase) => "备份目录的磁盘已满。请清理或换一块盘（XIANJIE_BACKUPS）。",
        DirectoryNotFoundException or FileNotFoundException => $"备份目录或文件不见了，可能是挂载断开：{error.Message}",
        IOException => $"备份目录读写出错：{error.Message}",
        DbException { SqlState: "42501" } => "演练要建一个临时库，但数据库账号没有建库的权限。请让数据库管理员执行 ALTER ROLE 账号 CREATEDB。",
        DbException => $"数据库读不了：{error.GetBaseException().Message}",
        _ => "处理时出错，请看日志。",
    });

    private static string Cut(string words) => words.Length <= 380 ? words : words[..380] + "…";
}
