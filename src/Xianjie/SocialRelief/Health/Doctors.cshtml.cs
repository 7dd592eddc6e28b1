using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring;
using Xianjie.Platform.Access;
using Xianjie.SocialRelief.Shared;

namespace Xianjie.SocialRelief.Health;

/// <summary>家庭医生签约: contracts, how far the four chronic diseases are covered, and who has none.</summary>
[Requires(Permissions.HouseholdsRead)]
internal sealed class DoctorsPage(RegisterServices services) : RegisterPage<DoctorContract>(services)
{
    public sealed record Coverage(string Disease, int Patients, int Signed);

    [BindProperty(SupportsGet = true)]
    public string? Disease { get; set; }
    /// <summary>A state, or gap: one of the four diseases and no contract in force.</summary>
    [BindProperty(SupportsGet = true)]
    public string? State { get; set; }
    public IReadOnlyList<Coverage> Covered { get; private set; } = [];
    public int Contracts { get; private set; }
    public int Gaps { get; private set; }

    protected override string Title => "家庭医生签约";
    protected override string Empty => "没有这样的记录。卫健局送来家医签约和慢病随访数据后，会记到每个人名下。";
    protected override IReadOnlyList<RegisterColumn<DoctorContract>> Columns =>
    [
        new("姓名", 12, c => c.Name) { Link = c => $"/households/{c.HouseholdId}/members/{c.PersonId}" }, new("乡镇 · 村", 26, PlaceOf), new("慢病", 20, c => c.Diseases.Trim(';').Replace(';', '、')),
        new("签约", 10, c => c.State) { Tone = c => c.State == DoctorContract.Valid ? "tag-green" : c.Diseases.Length > 0 ? "tag-red" : "tag-amber" }, new("签约日期", 12, c => HouseholdWords.Day(c.SignedOn)), new("到期", 12, c => HouseholdWords.Day(c.ExpiresOn)),
        new("签约医生", 12, c => c.Doctor ?? string.Empty), new("机构", 20, c => c.Institution ?? string.Empty), new("服务包", 16, c => c.Package ?? string.Empty) { OnScreen = false },
        new("最近服务", 12, c => HouseholdWords.Day(c.ServedOn)), new("最近随访", 12, c => HouseholdWords.Day(c.FollowedOn)),
    ];

    protected override IQueryable<DoctorContract> Rows()
    {
        var rows = Db.Set<DoctorContract>().AsNoTracking();
        if (Disease is { Length: > 0 } disease)
            rows = rows.Where(c => c.Diseases.Contains(";" + disease + ";"));
        rows = State switch
        {
            null or "" => rows,
            "gap" => rows.Where(c => c.Diseases != "" && c.State != DoctorContract.Valid),
            _ => rows.Where(c => c.State == State),
        };
        return Q?.Trim() is { Length: > 0 } words ? rows.Where(c => c.Name == words || c.Doctor == words) : rows;
    }

    protected override IOrderedQueryable<DoctorContract> InOrder(IQueryable<DoctorContract> rows) => rows.OrderBy(c => c.Division).ThenBy(c => c.HouseholdId).ThenBy(c => c.Id);

    public async Task OnGetAsync(CancellationToken ct)
    {
        await ReadAsync(ct);
        var all = Within(Db.Set<DoctorContract>());
        var covered = new List<Coverage>();
        foreach (var disease in DoctorContract.FourDiseases)
        {
            var ill = all.Where(c => c.Diseases.Contains(";" + disease + ";"));
            covered.Add(new(disease, await ill.CountAsync(ct), await ill.CountAsync(c => c.State == DoctorContract.Valid, ct)));
        }
        Covered = covered;
        Contracts = await all.CountAsync(c => c.State == DoctorContract.Valid, ct);
        Gaps = await all.CountAsync(c => c.Diseases != "" && c.State != DoctorContract.Valid, ct);
    }
}
