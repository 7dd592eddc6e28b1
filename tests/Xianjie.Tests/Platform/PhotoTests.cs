using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Platform.Files;
using Xianjie.Platform.Files.Photos;
using Xianjie.Platform.Jobs;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Platform;

/// <summary>Photos are kept without what the camera wrote beside them; files whose time has ended are removed.</summary>
public sealed class PhotoTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    public static TheoryData<string> Kinds => ["jpeg", "png", "webp"];

    private static byte[] Picture(string kind) => kind switch { "jpeg" => Pictures.Jpeg(), "png" => Pictures.Png(), _ => Pictures.Webp() };

    [Theory, MemberData(nameof(Kinds))]
    public void Place_device_and_comments_go_and_the_picture_stays(string kind)
    {
        var plain = PlainPhoto.Of(Picture(kind));
        Assert.NotNull(plain);
        Assert.Equal("image/" + kind, plain.Type);
        Assert.DoesNotContain("SECRET", Encoding.Latin1.GetString(plain.Content), StringComparison.Ordinal);
        Assert.Equal(plain.Content, PlainPhoto.Of(plain.Content)!.Content);
    }

    [Fact]
    public void A_jpeg_keeps_its_scans_its_colours_and_which_side_is_up()
    {
        var plain = PlainPhoto.Of(Pictures.Jpeg(turn: 6))!.Content;
        var text = Encoding.Latin1.GetString(plain);
        Assert.Contains(Encoding.Latin1.GetString(Pictures.Scan), text, StringComparison.Ordinal);
        Assert.All(new[] { "JFIF", "ICC_PROFILE", "Adobe" }, kept => Assert.Contains(kept, text, StringComparison.Ordinal));
        Assert.Equal([0xFF, 0xD9], plain[^2..]);
        Assert.Equal(6, ExifTurn.Of(plain.AsSpan(text.IndexOf("Exif", StringComparison.Ordinal))));
        Assert.DoesNotContain("Exif", Encoding.Latin1.GetString(PlainPhoto.Of(Pictures.Jpeg(turn: 1))!.Content), StringComparison.Ordinal);
    }

    [Fact]
    public void A_png_ends_with_its_end_and_a_webp_no_longer_says_that_it_has_exif()
    {
        Assert.Equal("IEND", Encoding.ASCII.GetString(PlainPhoto.Of(Pictures.Png())!.Content[^8..^4]));
        var webp = PlainPhoto.Of(Pictures.Webp())!.Content;
        Assert.Equal(0x20, webp[20]); // VP8X flags: the colour profile alone is left
        Assert.Equal(webp.Length - 8, BitConverter.ToInt32(webp, 4));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void A_picture_that_was_cut_short_is_refused(string kind)
    {
        var whole = Picture(kind);
        for (var length = 0; length < 60; length++)
            Assert.Null(PlainPhoto.Of(whole.AsSpan(0, length)));
        Assert.Null(PlainPhoto.Of("GIF89a and not a photo"u8));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Damaged_bytes_never_break_the_reader(string kind)
    {
        var whole = Picture(kind);
        Prop.ForAll(Gen.Choose(0, whole.Length - 1).SelectMany(at => Gen.Choose(0, 255).Select(b => (at, b))).ListOf(5).ToArbitrary(), hits =>
        {
            var damaged = whole.ToArray();
            foreach (var (at, value) in hits)
                damaged[at] = (byte)value;
            return PlainPhoto.Of(damaged) is null or { Content.Length: > 0 };
        }).QuickCheckThrowOnFailure();
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Files_whose_time_has_ended_are_removed_with_their_bytes_and_others_stay(string database)
    {
        await using var site = await Site.StartAsync(database);
        var store = site.Services.GetRequiredService<FileStore>();
        var (ending, staying) = (await SaveAsync(site, store, days: 1), await SaveAsync(site, store, days: null));
        var sweep = site.Services.GetServices<IDueWork>().OfType<FileSweep>().Single();
        await sweep.EnqueueDueAsync(default);
        Assert.True(store.Exists(ending) && store.Exists(staying));
        site.Clock.Move(TimeSpan.FromHours(25));
        await sweep.EnqueueDueAsync(default);
        Assert.False(store.Exists(ending));
        Assert.True(store.Exists(staying));
        await using var db = site.Open();
        Assert.Equal([staying], await db.Set<StoredFile>().Select(f => f.Id).ToListAsync());
    }

    private static async Task<Guid> SaveAsync(Site site, FileStore store, int? days)
    {
        var file = await store.SaveAsync(new MemoryStream([1, 2, 3]), "a.jpg", "image/jpeg", "test", Site.VillageA1, "export", 100, default);
        await using var db = site.Open();
        db.Add(days is { } d ? file!.Until(site.Clock.GetUtcNow().AddDays(d)) : file!);
        await db.SaveChangesAsync();
        return file!.Id;
    }
}
