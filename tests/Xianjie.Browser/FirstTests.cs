namespace Xianjie.Browser;

public sealed class ChromiumTests
{
    [Fact]
    public void Chromium_is_there() => Assert.True(File.Exists("/usr/bin/chromium"), "Install Debian's chromium: ./test does.");
}
