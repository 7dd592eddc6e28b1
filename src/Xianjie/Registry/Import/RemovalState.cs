namespace Xianjie.Registry.Import;

/// <summary>Holds the state of a household's risk against the month and the way of its removal: a removal without a state tells the state, one that contradicts it is a doubt.</summary>
internal static class RemovalState
{
    private const string Removed = "已消除风险监测户", Monitored = "未消除风险监测户";

    public static void Settle(RowDraft row, Slot[] slots)
    {
        int At(string english) => Array.FindIndex(slots, s => s.Field.Column.English == english);
        var (state, month, kind) = (At("risk_state"), At("eliminated_month"), At("elimination_kind"));
        var isRemoved = (month >= 0 && row.HouseholdValues[month] is not null) || (kind >= 0 && row.HouseholdValues[kind] is not null);
        if (state < 0 || !isRemoved)
            return;
        if (row.HouseholdValues[state] is not string given)
            row.HouseholdValues[state] = Removed;
        else if (given == Monitored)
            row.Doubts.Add("户属性是“未消除风险监测户”，却填了消除时间或消除方式，请核对");
    }
}
