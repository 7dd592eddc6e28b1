using System.Data.Common;
using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Connections;
using Xianjie.Platform.Data;
using Xianjie.Platform.Jobs;

namespace Xianjie.Platform.Verbs;

/// <summary>What went wrong outside of the program, in words for the person at the command line: files, ports, databases. Null for what is the program's own fault.</summary>
internal static class FailureWords
{
    public static string? Of(Exception failure) => failure switch
    {
        JobRefusedException or SchemaMismatchException => failure.Message,
        _ when Find<AddressInUseException>(failure) is not null => "端口已被占用：换一个 --urls，或先停掉占用它的程序。",
        DirectoryNotFoundException or FileNotFoundException => $"没有这个文件或文件夹：{Quoted(failure)}",
        UnauthorizedAccessException => $"没有权限读写：{Quoted(failure)}",
        DbException or TimeoutException => $"数据库用不了：{failure.GetBaseException().Message} 请核对 --database、数据库是否在运行、磁盘是否已满。",
        Protection.MissingKeyException or InvalidDataException => failure.Message,
        CryptographicException => "密钥与数据不匹配，或文件已损坏。请核对密钥文件（keys/master.key）。",
        SocketException or IOException => $"读写没有完成：{failure.Message}",
        FormatException or UriFormatException => $"写法不对：{failure.Message}",
        _ => null,
    };

    /// <summary>The path that the message quotes.</summary>
    private static string Quoted(Exception failure) => failure.Message.Split('\'') is { Length: > 2 } parts ? parts[1] : failure.Message;

    private static T? Find<T>(Exception? failure) where T : Exception => failure is null or T ? failure as T : Find<T>(failure.InnerException);
}
