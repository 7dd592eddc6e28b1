using System.Net;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Files;
using Xianjie.Registry.Households;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Registry;

/// <summary>附件: what is not kept leaves no bytes behind.</summary>
public sealed class AttachmentTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    private static readonly byte[] Text = "鉴定证书"u8.ToArray();

    [Theory, MemberData(nameof(Databases))]
    public async Task An_attachment_whose_row_can_not_be_saved_leaves_no_bytes_behind(string database)
    {
        await using var site = await Site.StartAsync(database);
        var path = await PathAsync(site);
        var clerk = await site.SignInAsync("clerk");
        await using (var db = site.Open())
            await db.Database.ExecuteSqlRawAsync(database == "sqlite" ? "CREATE TRIGGER full_disk BEFORE INSERT ON attachment BEGIN SELECT RAISE(ABORT, 'full'); END" : "ALTER TABLE attachment ADD CONSTRAINT full_disk CHECK (false)");
        Assert.Equal(HttpStatusCode.InternalServerError, (await clerk.PostAsync(path, [], ("Upload", "证书.txt", Text))).StatusCode);
        Assert.Empty(Files(site));
        await using var after = site.Open();
        Assert.Equal((0, 0), (await after.Set<Attachment>().CountAsync(), await after.Set<StoredFile>().CountAsync()));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_refused_file_leaves_nothing_and_a_good_one_is_kept_encrypted_and_comes_back_whole(string database)
    {
        await using var site = await Site.StartAsync(database);
        var path = await PathAsync(site);
        var clerk = await site.SignInAsync("clerk");
        foreach (var (name, content) in new[] { ("病毒.exe", Text), ("太大.pdf", new byte[Attachment.Limit + 1]), ("空的.pdf", Array.Empty<byte>()) })
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await clerk.PostAsync(path, [], ("Upload", name, content))).StatusCode);
        Assert.Empty(Files(site));
        Assert.Equal(HttpStatusCode.SeeOther, (await clerk.PostAsync(path, [], ("Upload", "证书.txt", Text))).StatusCode);
        var file = Assert.Single(Files(site));
        Assert.Equal(-1, (await File.ReadAllBytesAsync(file)).AsSpan().IndexOf(Text));
        var link = (await clerk.PageAsync(path.Replace("/files/new", "?tab=files", StringComparison.Ordinal))).QuerySelectorAll("main a").Single(a => a.TextContent.Contains("证书.txt", StringComparison.Ordinal)).GetAttribute("href");
        Assert.Equal(Text, await (await clerk.GetAsync(link!)).Content.ReadAsByteArrayAsync());
    }

    private static async Task<string> PathAsync(Site site) => $"/households/{await HouseholdBookTests.PlantAsync(site, Site.VillageA1, "QH-1", "赵一")}/files/new";

    private static string[] Files(Site site) => Directory.Exists(Path.Combine(site.Folder, "files")) ? Directory.GetFiles(Path.Combine(site.Folder, "files"), "*", SearchOption.AllDirectories) : [];
}
