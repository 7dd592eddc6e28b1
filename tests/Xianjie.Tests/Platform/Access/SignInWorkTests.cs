using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xianjie.Platform.Access;
using Xianjie.Platform.Access.Identity;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Protection;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Platform.Access;

/// <summary>Nobody learns from the sign-in page which accounts there are: OWASP ASVS 2.2.1, 2.5.</summary>
public sealed class SignInWorkTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    private sealed class Counting(IOptions<PasswordHasherOptions> options) : PasswordHasher<User>(options)
    {
        public int Verified { get; private set; }
        public int Made { get; private set; }

        public override PasswordVerificationResult VerifyHashedPassword(User user, string hashedPassword, string providedPassword)
        {
            Verified++;
            return base.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }

        public override string HashPassword(User user, string password)
        {
            Made++;
            return base.HashPassword(user, password);
        }
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task An_unknown_a_known_a_locked_and_a_disabled_account_cost_the_same_work_and_get_the_same_words(string database)
    {
        await using var site = await Site.StartAsync(database, s => s.AddSingleton<IPasswordHasher<User>, Counting>());
        var hasher = (Counting)site.Services.GetRequiredService<IPasswordHasher<User>>();
        await using (var db = site.Open())
        {
            db.Act = new Act("test", "disable");
            (await db.Set<User>().SingleAsync(u => u.Login == "inspector")).Disabled = true;
            await db.SaveChangesAsync();
        }
        var made = hasher.Made;
        string[] accounts = ["ghost", "leader", "inspector"];
        for (var i = 0; i < 7; i++)
        {
            var words = new List<string>();
            foreach (var login in accounts)
            {
                var before = hasher.Verified;
                var answer = await site.Visit().PostAsync("/login", new() { ["Login"] = login, ["Password"] = "wrong" });
                Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
                Assert.Equal(1, hasher.Verified - before);
                words.Add((await Visitor.ReadAsync(answer)).QuerySelector(".notice-error li")!.TextContent);
            }
            Assert.Single(words.Distinct());
            Assert.Equal(i >= 5, words[0].Contains("分钟后再试", StringComparison.Ordinal));
        }
        Assert.Equal(made, hasher.Made);
        // The lock grows: a minute, then two
        site.Clock.Move(TimeSpan.FromMinutes(1.5));
        await site.Visit().PostAsync("/login", new() { ["Login"] = "leader", ["Password"] = "wrong" });
        site.Clock.Move(TimeSpan.FromMinutes(1.5));
        var locked = await site.Visit().PostAsync("/login", new() { ["Login"] = "leader", ["Password"] = Site.Password });
        Assert.Contains("分钟后再试", await locked.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        site.Clock.Move(TimeSpan.FromMinutes(1));
        await site.SignInAsync("leader");
    }

    /// <summary>ASVS 2.4.4: an old, quicker hash is made anew with the present work when its owner signs in.</summary>
    [Theory, MemberData(nameof(Databases))]
    public async Task A_hash_of_less_work_is_made_anew_at_the_next_sign_in(string database)
    {
        await using var site = await Site.StartAsync(database, s => s.Configure<PasswordHasherOptions>(o => o.IterationCount = 2 * Site.Iterations));
        await site.SignInAsync("leader");
        await using var db = site.Open();
        var kept = await db.Set<User>().Where(u => u.Login == "leader").Select(u => u.PasswordHash).SingleAsync();
        var hash = Convert.FromBase64String(kept[PepperedHasher.PrefixOf(1).Length..]);
        Assert.Equal(2u * Site.Iterations, System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(5)));
        await site.SignInAsync("leader");
    }

    /// <summary>ASVS 2.4.5: whoever has the database alone cannot try passwords, since a secret of the key file goes into every hash.</summary>
    [Theory, MemberData(nameof(Databases))]
    public async Task A_hash_needs_a_secret_that_is_not_in_the_database_and_is_made_anew_when_that_turns(string database)
    {
        await using var site = await Site.StartAsync(database);
        var plain = new PasswordHasher<User>(Options.Create(new PasswordHasherOptions { IterationCount = Site.Iterations }));
        await using (var db = site.Open())
        {
            db.Act = new Act("test", "a hash of before");
            (await db.Set<User>().SingleAsync(u => u.Login == "leader")).PasswordHash = plain.HashPassword(Credentials.Nobody, Site.Password);
            await db.SaveChangesAsync();
        }
        await site.SignInAsync("leader");
        await using var after = site.Open();
        var kept = await after.Set<User>().Where(u => u.Login == "leader").Select(u => u.PasswordHash).SingleAsync();
        Assert.StartsWith("$1$", kept, StringComparison.Ordinal);
        Assert.Equal(PasswordVerificationResult.Failed, plain.VerifyHashedPassword(Credentials.Nobody, kept[3..], Site.Password));
        var seal = site.Services.GetRequiredService<Seal>();
        using var other = new Seal(new byte[32]);
        Assert.NotEqual(PasswordVerificationResult.Failed, new PepperedHasher(Options.Create(new PasswordHasherOptions()), seal).VerifyHashedPassword(Credentials.Nobody, kept, Site.Password));
        Assert.Equal(PasswordVerificationResult.Failed, new PepperedHasher(Options.Create(new PasswordHasherOptions()), other).VerifyHashedPassword(Credentials.Nobody, kept, Site.Password));
        seal.Ring.Turn(seal.Ring.Active.Suite, site.Clock.GetUtcNow());
        await site.SignInAsync("leader");
        Assert.StartsWith("$2$", await after.Set<User>().Where(u => u.Login == "leader").Select(u => u.PasswordHash).SingleAsync(), StringComparison.Ordinal);
    }

    /// <summary>What cookies and form tokens are protected with lies sealed, and follows the ring.</summary>
    [Fact]
    public async Task The_keys_of_cookies_lie_sealed_and_are_sealed_anew_when_the_ring_turns()
    {
        await using var site = await Site.StartAsync("sqlite");
        var leader = await site.SignInAsync("leader");
        var web = site.Services.GetRequiredService<WebKeys>();
        var files = Directory.GetFiles(web.Folder, "*.xml");
        Assert.NotEmpty(files);
        Assert.All(files, f => Assert.DoesNotContain("<masterKey", File.ReadAllText(f), StringComparison.Ordinal));
        Assert.Equal((files.Length, 0), (web.Under(1), web.Under(2)));
        var seal = site.Services.GetRequiredService<Seal>();
        seal.Ring.Turn(seal.Ring.Active.Suite, site.Clock.GetUtcNow());
        Assert.Equal(files.Length, web.Reseal());
        Assert.Equal((0, files.Length), (web.Under(1), web.Under(2)));
        Assert.Equal(HttpStatusCode.OK, (await leader.GetAsync("/inbox")).StatusCode);
    }
}
