using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Registry;
using Xianjie.Screening;

namespace Xianjie.Demo.Verbs;

/// <summary>An account as the sign-in page of the demo lists it.</summary>
internal sealed record DemoAccount(string Login, string Name, string Role, string Area, string Password);

/// <summary>One account per role, and one per department that delivers files; all under one password that the sign-in page shows.</summary>
internal static class DemoAccounts
{
    public const string Password = "xianjie-demo-2026";

    private static readonly (string Login, string Name, string Role)[] Fixed =
    [
        ("caijiyuan", "韦晓燕", Roles.Collector), ("luruyuan", "覃志强", Roles.Clerk), ("jianceyuan", "莫文静", Roles.Monitor), ("lingdao", "罗建国", Roles.Leader), ("ducha", "陆明远", Roles.Inspector),
        ("xitong", "谭海涛", Roles.SystemAdmin), ("anquan", "黄素芬", Roles.SecurityAdmin), ("shenji", "蓝秀英", Roles.AuditAdmin),
        // The next township, and whoever confirms what the first one asked for
        ("luruyuan2", "黎美珍", Roles.Clerk), ("jianceyuan2", "苏立新", Roles.Monitor), ("xitong2", "凌志刚", Roles.SystemAdmin), ("anquan2", "莫丽娟", Roles.SecurityAdmin),
    ];

    private static readonly string[] Names = ["梁小红", "邓伟", "潘丽华", "何志明", "周玉兰", "杨勇", "吴春梅", "蒙永福", "石秀云", "唐建军", "农彩霞", "岑国栋", "班慧", "卢成", "甘雪梅", "零志刚"];

    public static async Task<IReadOnlyList<DemoAccount>> AddAsync(XianjieDb db, Catalogue catalogue, long county, CancellationToken ct)
    {
        var (_, below) = Scope.Range(county);
        var places = await db.Set<Division>().AsNoTracking().Where(d => d.Code >= county && d.Code < below).OrderBy(d => d.Code).Select(d => new { d.Code, d.Name, d.Level }).ToListAsync(ct);
        var village = places.First(p => p.Level == DivisionLevel.Village);
        var town = places.First(p => p.Level == DivisionLevel.Township && p.Code / 1000 == village.Code / 1000);
        var nextTown = places.FirstOrDefault(p => p.Level == DivisionLevel.Township && p.Code != town.Code) ?? town;
        var known = (await db.Set<User>().Select(u => u.Login).ToListAsync(ct)).ToHashSet(StringComparer.Ordinal);
        var accounts = new List<DemoAccount>();
        // One hash for all: the password is public, and hashing it thirty times is what takes long
        var hash = Credentials.Fresh("demo", "demo", Roles.Collector, county, Password).PasswordHash;
        foreach (var (login, name, role) in Fixed)
        {
            var (code, area) = login == "luruyuan2" ? (nextTown.Code, nextTown.Name) : role switch { Roles.Collector => (village.Code, $"{town.Name} · {village.Name}"), Roles.Clerk => (town.Code, town.Name), _ => (county, places[0].Name) };
            Add(login, name, role, code, area, null);
        }
        var departments = catalogue.Facts.Select(f => f.Department).Where(d => d != "registry").Distinct().ToList();
        foreach (var (department, at) in departments.Select((d, i) => (d, i)))
            Add(Pinyin.Full(department) ?? $"bumen{at}", Names[at % Names.Length], Roles.Department, county, department, department);
        return accounts;

        void Add(string login, string name, string role, long division, string area, string? department)
        {
            accounts.Add(new DemoAccount(login, name, Roles.All[role].Title, area, Password));
            if (known.Add(login))
                db.Add(new User { Login = login, Name = name, Role = role, Division = division, Department = department, PasswordHash = hash });
        }
    }
}
