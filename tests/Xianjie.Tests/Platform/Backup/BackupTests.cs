using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Platform;
using Xianjie.Platform.Access;
using Xianjie.Platform.Backup;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Files;
using Xianjie.Platform.Protection;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Platform.BackupSets;

public sealed class BackupTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    [Theory, MemberData(nameof(Databases))]
    public async Task A_backup_restores_into_the_other_kind_of_database_with_its_files(string database)
    {
        await using var site = await Site.StartAsync(database);
        var seal = site.Services.GetRequiredService<Seal>();
        var file = await site.Services.GetRequiredService<FileStore>().SaveAsync(new MemoryStream("甲乙"u8.ToArray()), "甲.txt", "text/plain", "me", Site.County, "export", 100, default);
        await using (var db = site.Open())
        {
            db.Add(file!);
            await db.SaveChangesAsync();
        }
        var path = Path.Combine(site.Folder, "b.bak");
        var made = site.Services.GetRequiredService<BackupService>().Write(path, "1");
        var other = database == "sqlite" && TestDatabases.HasPostgres ? "postgres" : "sqlite";
        using var scratch = TestPlace.Migrated(other);
        var target = new Database(scratch.Connection);
        var settings = new Settings(scratch.Folder, target.Connection, false);
        var back = new BackupService(target, settings, seal, TimeProvider.System).Read(path, restore: true);
        Assert.Equal(made.Rows, back.Rows);
        await using var restored = target.Open(Scope.All(), TimeProvider.System);
        Assert.Equal("青禾县", (await restored.Set<Division>().SingleAsync(d => d.Code == Site.County)).Name);
        Assert.Equal(made.Rows["app_user"], await restored.Set<User>().CountAsync());
        using var text = new StreamReader(new FileStore(settings.FileFolder, seal, TimeProvider.System).Open(file!.Id));
        Assert.Equal("甲乙", await text.ReadToEndAsync());
    }

    [Fact]
    public async Task A_damaged_or_cut_backup_and_a_wrong_key_are_found()
    {
        await using var site = await Site.StartAsync("sqlite");
        var service = site.Services.GetRequiredService<BackupService>();
        var path = Path.Combine(site.Folder, "b.bak");
        service.Write(path, "1");
        var bytes = await File.ReadAllBytesAsync(path);
        await File.WriteAllBytesAsync(path, bytes[..^20]);
        Assert.ThrowsAny<Exception>(() => service.Read(path, restore: false));
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(path, bytes);
        Assert.ThrowsAny<CryptographicException>(() => service.Read(path, restore: false));
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(path, bytes);
        Assert.NotEmpty(service.Read(path, restore: false).Rows);
        using var foreign = new Seal(RandomNumberGenerator.GetBytes(32));
        var database = site.Services.GetRequiredService<Database>();
        Assert.ThrowsAny<CryptographicException>(() => new BackupService(database, new Settings(site.Folder, database.Connection, false), foreign, TimeProvider.System).Read(path, restore: false));
    }
}
