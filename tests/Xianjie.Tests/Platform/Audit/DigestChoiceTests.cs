using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Platform.Audit;
using Xianjie.Platform.Data;
using Xianjie.Tests.Monitoring;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Platform.Audit;

/// <summary>The hash is chosen for a whole process: while one test changes it, no other runs.</summary>
[CollectionDefinition(nameof(AloneInTheProcess), DisableParallelization = true)]
public sealed class AloneInTheProcess;

[Collection(nameof(AloneInTheProcess))]
public sealed class DigestChoiceTests
{
    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task The_audit_chain_verifies_over_a_change_to_SM3_and_notices_tampering_in_both_parts(string database)
    {
        await using var site = await Site.StartAsync(database);
        var (chain, check) = (site.Services.GetRequiredService<AuditChain>(), site.Services.GetRequiredService<AuditCheck>());
        await chain.TurnAsync(default);
        try
        {
            Digest.Choose("sm3");
            await Homes.PlantAsync(site, Site.VillageA1, "S-1", null, Homes.Adult("甲"));
        }
        finally
        {
            Digest.Choose("sha256");
        }
        await Homes.PlantAsync(site, Site.VillageA1, "S-2", null, Homes.Adult("乙"));
        await chain.TurnAsync(default);
        await using var db = site.Open();
        Assert.True((await check.RunAsync(db, null, default)).IsWhole);
        var suites = await db.Set<AuditEvent>().AsNoTracking().Select(e => e.Suite).Distinct().ToListAsync();
        Assert.Contains(Digest.Sha256, suites);
        Assert.Contains(Digest.Sm3, suites);
        var national = await db.Set<AuditEvent>().AsNoTracking().Where(e => e.Suite == Digest.Sm3).OrderBy(e => e.Chain).FirstAsync();
        await db.Set<AuditEvent>().Where(e => e.Id == national.Id).ExecuteUpdateAsync(s => s.SetProperty(e => e.Suite, Digest.Sha256));
        Assert.Equal(national.Chain, (await check.RunAsync(db, null, default)).Broken);
        Assert.Throws<InvalidDataException>(() => Digest.Choose("md5"));
    }
}
