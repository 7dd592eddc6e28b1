using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Platform;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Verbs;
using Xianjie.Platform.Web;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Platform;

/// <summary>Uploads beyond every measure, on a real socket: an answer in words, nothing kept, the server goes on.</summary>
public sealed partial class UploadLimitTests
{
    private const string Password = "correct horse battery staple";

    [Fact]
    public async Task An_upload_that_claims_two_gigabytes_is_answered_before_it_is_read()
    {
        await using var server = await StartAsync();
        var answer = await SendAsync(server.Url, server.Cookie, $"Content-Length: {2L << 30}", body: _ => { });
        Assert.StartsWith("HTTP/1.1 413", answer, StringComparison.Ordinal);
        Assert.Contains($"超过 {UploadLimit.Bytes >> 20} MB 的上限", answer, StringComparison.Ordinal);
        await server.IsCleanAsync();
    }

    [Fact]
    public async Task An_upload_that_goes_on_and_on_is_cut_off_with_words()
    {
        await using var server = await StartAsync();
        var answer = await SendAsync(server.Url, server.Cookie, "Transfer-Encoding: chunked", stream =>
        {
            Chunk(stream, Encoding.ASCII.GetBytes($"--xx\r\nContent-Disposition: form-data; name=\"__RequestVerificationToken\"\r\n\r\n{server.Token}\r\n"));
            Chunk(stream, Encoding.ASCII.GetBytes("--xx\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n"));
            var block = new byte[1 << 20];
            for (var i = 0L; i < (UploadLimit.Bytes >> 20) + 8; i++)
                Chunk(stream, block);
        });
        Assert.StartsWith("HTTP/1.1 422", answer, StringComparison.Ordinal);
        Assert.Contains("上限，请拆分后再上传", answer, StringComparison.Ordinal);
        await server.IsCleanAsync();
    }

    [Fact]
    public async Task A_form_that_is_read_as_a_whole_has_a_limit_of_its_own_and_is_never_laid_down_in_clear()
    {
        await using var server = await StartAsync();
        var answer = await SendAsync(server.Url, server.Cookie, $"Content-Length: {UploadLimit.FormBytes + 1}", body: _ => { }, "/letters/import");
        Assert.StartsWith("HTTP/1.1 413", answer, StringComparison.Ordinal);
        Assert.Contains($"超过 {UploadLimit.FormBytes >> 20} MB 的上限", answer, StringComparison.Ordinal);
        var forms = server.App.Services.GetRequiredService<Microsoft.Extensions.Options.IOptions<Microsoft.AspNetCore.Http.Features.FormOptions>>().Value;
        Assert.True(forms.MemoryBufferThreshold >= forms.MultipartBodyLengthLimit);
        await server.IsCleanAsync();
    }

    private static void Chunk(NetworkStream stream, byte[] bytes)
    {
        stream.Write(Encoding.ASCII.GetBytes($"{bytes.Length:x}\r\n"));
        stream.Write(bytes);
        stream.Write("\r\n"u8);
    }

    private static async Task<string> SendAsync(Uri url, string cookie, string length, Action<NetworkStream> body, string path = "/households/import")
    {
        using var client = new TcpClient();
        await client.ConnectAsync(url.Host, url.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST {path} HTTP/1.1\r\nHost: {url.Authority}\r\nCookie: {cookie}\r\nContent-Type: multipart/form-data; boundary=xx\r\n{length}\r\n\r\n"));
        var reading = Task.Run(async () =>
        {
            using var text = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
            var room = new char[1 << 16];
            var read = 0;
            try
            {
                for (int n; (n = await text.ReadAsync(room.AsMemory(read))) > 0;)
                    read += n;
            }
            catch (IOException)
            {
                // The server closes a connection whose rest it does not want
            }
            return new string(room, 0, read);
        });
        try
        {
            body(stream);
        }
        catch (IOException)
        {
            // As above
        }
        return await reading.WaitAsync(TimeSpan.FromMinutes(2));
    }

    private static async Task<Server> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("xianjie-test-").FullName;
        var settings = Settings.From(folder, Path.Combine(folder, "xianjie.db")) with { SignIn = Site.Calm };
        var app = ServeVerb.App(settings, worker: false, "http://127.0.0.1:0");
        await app.StartAsync();
        await using (var db = app.Services.GetRequiredService<Database>().Open(Scope.All(), TimeProvider.System))
        {
            db.Act = new("test", "plant");
            db.Add(Credentials.Fresh("clerk", "录入员", Roles.Monitor, 990101000000, Password));
            await db.SaveChangesAsync();
        }
        var url = new Uri(app.Urls.First());
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { BaseAddress = url };
        var token = Token().Match(await client.GetStringAsync(new Uri("/login", UriKind.Relative))).Groups[1].Value;
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["Login"] = "clerk", ["Password"] = Password, ["__RequestVerificationToken"] = token });
        Assert.Equal(HttpStatusCode.SeeOther, (await client.PostAsync(new Uri("/login", UriKind.Relative), form)).StatusCode);
        var own = Token().Match(await client.GetStringAsync(new Uri("/households/import", UriKind.Relative))).Groups[1].Value;
        return new Server(app, settings, url, handler.CookieContainer.GetCookieHeader(url), own);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Token();

    private sealed record Server(WebApplication App, Settings Settings, Uri Url, string Cookie, string Token) : IAsyncDisposable
    {
        public async Task IsCleanAsync()
        {
            using var client = new HttpClient();
            Assert.Equal("ok", await client.GetStringAsync(new Uri(Url, "/healthz")));
            Assert.False(Directory.Exists(Settings.FileFolder) && Directory.EnumerateFiles(Settings.FileFolder, "*", SearchOption.AllDirectories).Any());
            await using var db = App.Services.GetRequiredService<Database>().Open(Scope.All(), TimeProvider.System);
            Assert.Equal(0, await db.Set<Xianjie.Registry.Import.ImportBatch>().CountAsync());
        }

        public async ValueTask DisposeAsync()
        {
            var database = App.Services.GetRequiredService<Database>();
            await App.StopAsync();
            await App.DisposeAsync();
            database.CloseIdle();
            Directory.Delete(Settings.DataFolder, recursive: true);
        }
    }
}
