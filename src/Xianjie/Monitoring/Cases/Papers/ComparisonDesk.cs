using Microsoft.EntityFrameworkCore;
using Xianjie.Comparison.Clues;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Time;
using Xianjie.Registry.Households.Book;

namespace Xianjie.Monitoring.Cases.Papers;

/// <summary>信息比对: asks under an authorisation, takes the exclusion clues of the household over as doubts, and keeps what people conclude.</summary>
internal sealed class ComparisonDesk(XianjieDb db, CurrentUser user, Clock clock)
{
    public bool MayAsk => user.May(Permissions.CasesAccept) || user.May(Permissions.CasesDecide);

    public async Task<Refusal?> AskAsync(CaseFile file, Guid formKey, IReadOnlyCollection<string> items, string? channel, CancellationToken ct)
    {
        if (file.Queries.Exists(q => q.FormKey == formKey))
            return null;
        if (!file.Subject.IsOpen)
            return new("本案已办结，不能再发起比对。");
        if (!AssetQuery.Under(file.Authorisations, file.Subject, formKey, items, channel ?? string.Empty, clock.Today, Me).TryGet(out var query, out var refusal))
        {
            await KeepAsync(file, items, refusal.Words, ct);
            return refusal;
        }
        db.Add(query);
        file.Queries.Add(query);
        foreach (var clue in await ExclusionsAsync(file, ct))
        {
            db.Add(new Doubt
            {
                CaseId = file.Subject.Id, Division = file.Subject.Division, FormKey = Guid.CreateVersion7(), Kind = KindOf(clue), Words = clue.Title, Source = clue.Department, ClueId = clue.Id, QueryId = query.Id, By = Me, At = clock.Now,
            });
        }
        await SaveAsync(file, "发起信息比对", ct);
        return null;
    }

    /// <summary>The refused attempt stays, although the page shows the form again.</summary>
    private async Task KeepAsync(CaseFile file, IReadOnlyCollection<string> items, string words, CancellationToken ct)
    {
        db.Add(new RefusedQuery { CaseId = file.Subject.Id, Division = file.Subject.Division, Items = string.Join('、', items.Intersect(AssetQuery.AllItems)), Words = words, By = Me, At = clock.Now });
        db.Act = user.Acts("比对被拒绝", words);
        await db.SaveChangesAsync(ct);
    }

    private async Task<List<Clue>> ExclusionsAsync(CaseFile file, CancellationToken ct)
    {
        var (home, taken) = (file.Subject.HouseholdId, file.Doubts.Select(d => d.ClueId).ToHashSet());
        var clues = await db.Set<Clue>().AsNoTracking().Where(c => c.HouseholdId == home && c.Kind == ClueKind.排除疑点 && c.OpenKey != null).ToListAsync(ct);
        return [.. clues.Where(c => !taken.Contains(c.Id))];
    }

    private static string KindOf(Clue clue)
    {
        (string Word, string Kind)[] signs =
        [
            ("房产", "城镇商品房或多套住房"), ("住房", "城镇商品房或多套住房"), ("商铺", "经营性用房商铺"), ("车", "机动车"), ("企业", "企业或商事登记"), ("登记", "企业或商事登记"), ("财政供养", "财政供养"),
            ("公职", "财政供养"), ("存款", "金融资产"), ("支取", "大额支出"), ("投资", "投资类资产"), ("股票", "投资类资产"), ("税", "纳税或公积金"), ("公积金", "纳税或公积金"),
        ];
        return signs.FirstOrDefault(s => clue.Title.Contains(s.Word, StringComparison.Ordinal) || clue.Cause.Contains(s.Word, StringComparison.Ordinal)).Kind ?? "其他";
    }

    public async Task<Refusal?> AnswerAsync(CaseFile file, Guid query, string? answer, CancellationToken ct)
    {
        if (file.Queries.Find(q => q.Id == query) is not { AnsweredOn: null } asked)
            return new("这次比对不存在或已登记结果。");
        if (string.IsNullOrWhiteSpace(answer))
            return new("请写明比对结果；没有发现的写“未发现异常”。", "Answer");
        asked.Answered(clock.Today, answer.Trim());
        await SaveAsync(file, "登记比对结果", ct);
        return null;
    }

    public async Task<Refusal?> RaiseAsync(CaseFile file, Guid formKey, string? kind, string? words, CancellationToken ct)
    {
        if (file.Doubts.Exists(d => d.FormKey == formKey))
            return null;
        if (!file.Subject.IsOpen)
            return new("本案已办结，不能再登记疑点。");
        if (!Doubt.Kinds.Contains(kind ?? string.Empty))
            return new("请选择疑点类型。", "Kind");
        if (string.IsNullOrWhiteSpace(words))
            return new("请写明疑点内容。", "Words");
        db.Add(new Doubt { CaseId = file.Subject.Id, Division = file.Subject.Division, FormKey = formKey, Kind = kind!, Words = words.Trim(), Source = "人工登记", By = Me, At = clock.Now });
        await SaveAsync(file, "登记比对疑点", ct);
        return null;
    }

    public async Task<Refusal?> ConcludeAsync(CaseFile file, Guid doubt, DoubtConclusion? conclusion, string? evidence, CancellationToken ct)
    {
        if (file.Doubts.Find(d => d.Id == doubt) is not { } found)
            return new("这条疑点不存在。");
        if (!file.Subject.IsOpen)
            return new("本案已办结，疑点结论不能再改。");
        if (conclusion is not { } result)
            return new("请选择结论：维持、解释采信或否决。", "Conclusion");
        if (string.IsNullOrWhiteSpace(evidence))
            return new("请写明作出结论的证据或农户的说明。", "Evidence");
        found.Conclude(result, evidence.Trim(), Me, clock.Now);
        await SaveAsync(file, "疑点结论", ct, evidence);
        return null;
    }

    private string Me => user.Acts(string.Empty).By;

    private async Task SaveAsync(CaseFile file, string what, CancellationToken ct, string? why = null)
    {
        file.Subject.Touch();
        db.Act = user.Acts(what, why);
        await db.SaveChangesAsync(ct);
    }
}
