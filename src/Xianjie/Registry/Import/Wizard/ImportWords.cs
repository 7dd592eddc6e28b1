namespace Xianjie.Registry.Import.Wizard;

internal static class ImportWords
{
    public static string Of(ImportState state) => state switch
    {
        ImportState.Mapping => "待核对",
        ImportState.Running => "导入中",
        ImportState.Done => "已导入",
        ImportState.Undoing => "撤销中",
        _ => "已撤销",
    };

    public static string Tone(ImportState state) => state switch
    {
        ImportState.Done => "tag-green",
        ImportState.Undone => "tag-amber",
        _ => "tag-blue",
    };
}
