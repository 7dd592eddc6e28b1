using System.Text;
using System.Xml;
using ExcelDataReader.Exceptions;

namespace Xianjie.Platform.Tabular;

/// <summary>Carries words for the user out of the depth of a parser; it never leaves this folder.</summary>
internal sealed class TableRefusedException(string words) : Exception(words)
{
    /// <summary>Words for whatever a broken or hostile file made a parser throw.</summary>
    public static string WordsFor(Exception failure) => failure switch
    {
        TableRefusedException refused => refused.Message,
        InvalidPasswordException => "文件设有打开密码，请在 Excel 中取消密码后再上传",
        DecoderFallbackException => "文件里有无法识别的字符，可能已损坏；请用 Excel 打开核对后另存为 xlsx 再上传",
        XmlException { Message: var m } when m.Contains("DTD", StringComparison.Ordinal) => "文件含有不允许的内容（外部实体声明），不能读取",
        EndOfStreamException or InvalidDataException or XmlException => "文件已损坏或没有传完，请重新导出后再上传",
        _ => "文件无法读取，可能已损坏；请用 Excel 打开后另存为 xlsx 再上传",
    };

    /// <summary>What a file can cause. Running out of memory and programming errors outside the parsers stay exceptions.</summary>
    public static bool IsFromFile(Exception failure) => failure is not (OutOfMemoryException or OperationCanceledException);
}
