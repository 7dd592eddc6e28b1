namespace Xianjie.Platform.Protection;

/// <summary>Tables and columns with sealed values, in the words of the screens.</summary>
internal static class KeyWords
{
    private static readonly Dictionary<string, string> Places = new(StringComparer.Ordinal)
    {
        ["person"] = "人员", ["household"] = "农户", ["history_entry"] = "历史脱贫人口底册", ["letter"] = "申报与来信", ["unmatched_row"] = "部门数据待认领", ["clue_hit"] = "线索依据", ["quality_doubt"] = "数据疑点",
        ["survey_sheet"] = "调查问卷", ["audit_event"] = "审计记录", ["app_user"] = "账号", ["export_record"] = "导出记录", ["act_request"] = "双人复核", ["critical_case"] = "大病救治", [Rotation.SealCount.Files] = "文件",
    };

    private static readonly Dictionary<string, string> Columns = new(StringComparer.Ordinal)
    {
        ["citizen_id_sealed"] = "身份证号", ["phone_sealed"] = "联系电话", ["bank_account_sealed"] = "银行账号", ["disability_card_sealed"] = "残疾证号", ["monitor_contact_phone_sealed"] = "监测联系人电话",
        ["filler_phone_sealed"] = "填表人电话", ["proxy_phone_sealed"] = "代办人电话", ["words_sealed"] = "申报内容", ["row_sealed"] = "原始行", ["content_sealed"] = "内容", ["answers_sealed"] = "答卷",
        ["detail_sealed"] = "查询条件", ["salt_sealed"] = "行指纹密钥", ["payload_sealed"] = "事项", ["preview_sealed"] = "说明", ["health_sealed"] = "健康状况", ["diagnosis_sealed"] = "诊断", ["note_sealed"] = "说明",
    };

    public static string Place(string table) => Places.GetValueOrDefault(table, table);

    public static string Column(string column) => Columns.GetValueOrDefault(column, column.Length == 0 ? string.Empty : column);

    public static string State(Keys.KeyState state) => state switch
    {
        Keys.KeyState.Active => "使用中",
        Keys.KeyState.Leaving => "轮换中",
        Keys.KeyState.Retired => "已停用",
        _ => "已销毁",
    };
}
