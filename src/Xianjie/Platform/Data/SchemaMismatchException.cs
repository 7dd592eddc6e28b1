namespace Xianjie.Platform.Data;

/// <summary>The database was made by another version of the program whose scripts differ; nothing was touched.</summary>
internal sealed class SchemaMismatchException(string script)
    : Exception($"程序版本与数据库不匹配（脚本 {script} 与已执行的不同）：请用原版本的程序打开，或先备份再联系维护人员。");
