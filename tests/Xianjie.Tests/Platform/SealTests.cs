using System.Security.Cryptography;
using Xianjie.Platform.Files;
using Xianjie.Platform.Protection;

namespace Xianjie.Tests.Platform;

public sealed class SealTests
{
    private static Seal New() => new(RandomNumberGenerator.GetBytes(32));

    [Fact]
    public void A_sealed_text_opens_only_as_its_own_kind_and_unchanged()
    {
        using var seal = New();
        var box = seal.Close("11010519491231002X", Sealed.CitizenId);
        Assert.Equal("11010519491231002X", seal.Open(box, Sealed.CitizenId));
        Assert.ThrowsAny<CryptographicException>(() => seal.Open(box, Sealed.Phone));
        box[^1] ^= 1;
        Assert.ThrowsAny<CryptographicException>(() => seal.Open(box, Sealed.CitizenId));
    }

    [Fact]
    public void Equal_texts_have_equal_indexes_but_never_equal_boxes()
    {
        using var seal = New();
        Assert.Equal(seal.Index("13800000000", Sealed.Phone), seal.Index("13800000000", Sealed.Phone));
        Assert.NotEqual(seal.Index("13800000000", Sealed.Phone), seal.Index("13800000000", Sealed.BankCard));
        Assert.NotEqual(seal.Close("13800000000", Sealed.Phone), seal.Close("13800000000", Sealed.Phone));
    }

    [Fact]
    public void The_key_file_is_made_once_and_read_by_its_owner_alone()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("xianjie-key-").FullName, "keys", "master.key");
        using var first = Seal.FromFile(path);
        using var second = Seal.FromFile(path);
        Assert.Equal("甲", second.Open(first.Close("甲", Sealed.Address), Sealed.Address));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(1 << 20)]
    [InlineData((1 << 20) * 2 + 17)]
    public async Task A_stored_file_comes_back_as_it_was_and_lies_encrypted(int size)
    {
        using var seal = New();
        var store = new FileStore(Directory.CreateTempSubdirectory("xianjie-files-").FullName, seal, TimeProvider.System);
        var bytes = new byte[size];
        Array.Fill(bytes, (byte)'x');
        var row = await store.SaveAsync(new MemoryStream(bytes), "a.csv", "text/csv", "me", 1, "upload", 1 << 30, default);
        Assert.NotNull(row);
        using var back = new MemoryStream();
        await using (var opened = store.Open(row.Id))
            await opened.CopyToAsync(back);
        Assert.Equal(bytes, back.ToArray());
        Assert.DoesNotContain("xxxxx", File.ReadAllText(store.PathOf(row.Id)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cut_file_is_noticed_and_a_too_large_one_leaves_nothing()
    {
        using var seal = New();
        var folder = Directory.CreateTempSubdirectory("xianjie-files-").FullName;
        var store = new FileStore(folder, seal, TimeProvider.System);
        Assert.Null(await store.SaveAsync(new MemoryStream(new byte[100]), "a", "b", "me", 1, "upload", 99, default));
        Assert.Empty(Directory.GetFiles(folder, "*", SearchOption.AllDirectories));
        var row = await store.SaveAsync(new MemoryStream(new byte[(1 << 20) + 5]), "a", "b", "me", 1, "upload", 1 << 30, default);
        using (var cut = new FileStream(store.PathOf(row!.Id), FileMode.Open))
            cut.SetLength((1 << 20) + 38);
        await using var opened = store.Open(row.Id);
        await Assert.ThrowsAsync<InvalidDataException>(() => opened.CopyToAsync(Stream.Null));
    }

    [Fact]
    public void Many_threads_seal_and_open_at_once()
    {
        using var seal = new Seal(new byte[32]);
        Parallel.For(0, 20_000, i =>
        {
            var text = i.ToString(System.Globalization.CultureInfo.InvariantCulture);
            Assert.Equal(text, seal.Open(seal.Close(text, Sealed.Phone), Sealed.Phone));
        });
    }
}
