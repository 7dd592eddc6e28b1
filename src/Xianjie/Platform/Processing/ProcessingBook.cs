using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Audit;
using Xianjie.Platform.Data;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Protection;
using Xianjie.Platform.Retention;
using Xianjie.Screening;

namespace Xianjie.Platform.Processing;

/// <summary>One processing activity: a table of the catalogue, or a record of the program with sealed fields.</summary>
/// <param name="From">Who delivers it.</param>
/// <param name="To">Who gets to see it inside the program.</param>
internal sealed record ProcessingLine(string Name, string From, string Personal, string Sensitive, string Purpose, string Basis, string To, string Protection, string Kept);

/// <summary>
/// 个人信息处理活动记录 (个人信息保护法第五十四条至第五十六条). Worked out from what the program is: the catalogue says which columns tell of people, the model
/// which of them lie sealed, the roles who sees them, the parameters how long they are kept. Nothing in it is typed.
/// </summary>
internal sealed class ProcessingBook(XianjieDb db, Catalogue catalogue, AuditNames names, ParametersInForce parameters, IEnumerable<IRetained> kinds, CurrentUser user)
{
    private const string Needing = "须授权的部门数据", Registry = "registry";
    private const string Duty = "履行法定职责所必需（个人信息保护法第十三条第一款第三项；乡村振兴促进法第六十四条）", Consent = "农户书面单独同意（授权书，个人信息保护法第十三条第一款第一项、第二十九条）";

    public async Task<IReadOnlyList<ProcessingLine>> LinesAsync(CancellationToken ct)
    {
        var values = await parameters.LoadAsync(ct);
        var receivers = string.Join('、', Roles.Order.Where(r => r.May(Permissions.HouseholdsRead) && r.Sees(ColumnClass.Sensitive)).Select(r => r.Title));
        var months = kinds.ToDictionary(k => k.Kind, k => values.Whole(RetentionNight.Months, user.Division, k.Kind));
        var facts = catalogue.Facts.Where(f => f.Columns.Any(c => c.Class != ColumnClass.Plain)).Select(f => FactLine(f, receivers, values.Whole(Needing, user.Division, f.Name) == 1, months));
        return [.. facts, .. db.Model.GetEntityTypes().Select(t => t.ClrType).OrderBy(t => t.Name, StringComparer.Ordinal).Select(RecordLine).OfType<ProcessingLine>()];
    }

    public async Task<IReadOnlyList<(string Kind, int Months, string Basis)>> KeptAsync(CancellationToken ct)
    {
        var values = await parameters.LoadAsync(ct);
        return [.. kinds.Select(k => (k.Kind, values.Whole(RetentionNight.Months, user.Division, k.Kind), values.Basis(RetentionNight.Months, user.Division, dimension: k.Kind) ?? "—"))];
    }

    private static ProcessingLine FactLine(FactTable fact, string receivers, bool needsLetter, Dictionary<string, int> months)
    {
        var own = fact.Department == Registry;
        var closed = fact.Columns.Where(c => IsSealed(c)).Select(c => c.Name).ToList();
        return new(fact.Name, own ? "乡镇、村采集和导入" : fact.Department, Of(fact, ColumnClass.Personal), Of(fact, ColumnClass.Sensitive),
            own ? "防止返贫致贫监测、认定、帮扶和救助" : "比对发现返贫致贫风险，核对救助待遇", needsLetter ? Consent : Duty, own ? receivers : $"{receivers}；{fact.Department}只见本部门报送情况",
            own ? closed.Count > 0 ? $"逐字段加密：{string.Join('、', closed)}；其余按角色和字段类别控制，查看原文留痕" : "按角色、地区和字段类别控制，查看和修改留痕" : "报送文件和比对用的副本整体加密存放，命中依据加密",
            own ? $"在库期间；离开人员的敏感信息 {Months(months, "离开人员的敏感信息")}" : $"原件 {Months(months, "部门送数原件")}，错误清单 {Months(months, "错误清单")}");
    }

    private ProcessingLine? RecordLine(Type type)
    {
        var boxes = type.GetProperties().Where(p => p.GetCustomAttribute<SealedAsAttribute>() is not null).ToList();
        if (boxes.Count == 0 || catalogue.Facts.Any(f => f.Name == names.FactOf(type.Name)))
            return null;
        return new(AuditNames.Thing(type.Name), "系统办理中形成", string.Join('、', names.FieldsOf(type.Name, boxes.Select(b => b.Name))), "—", "办理监测帮扶业务，留存办理依据", Duty, "按岗位权限", "所列字段逐项加密，密钥可轮换", "随业务记录保存");
    }

    private static bool IsSealed(Column column) => column.Type is ColumnType.CitizenId or ColumnType.Phone or ColumnType.DisabilityCard || column.English == "bank_account";

    private static string Of(FactTable fact, ColumnClass which) => fact.Columns.Where(c => c.Class == which).Select(c => c.Name).ToList() is { Count: > 0 } found ? string.Join('、', found) : "—";

    private static string Months(Dictionary<string, int> months, string kind) => months.TryGetValue(kind, out var count) ? $"{count} 个月" : "—";
}
