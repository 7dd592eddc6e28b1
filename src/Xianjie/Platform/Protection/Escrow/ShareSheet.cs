using System.Globalization;
using System.Net;
using System.Text;
using QRCoder;

namespace Xianjie.Platform.Protection.Escrow;

/// <summary>One share on a page to print: what it is, the lines with their check characters, and the same as a QR code.</summary>
internal static class ShareSheet
{
    public static string Html(KeyShare share, DateTimeOffset at, string keys)
    {
        var lines = share.Lines();
        var html = new StringBuilder("<!doctype html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><title>密钥托管份额</title><style>body{font:16px serif;margin:2.5cm}ol{font:20px/1.9 monospace}svg{width:6cm;height:6cm}</style></head><body>");
        html.Append(CultureInfo.InvariantCulture, $"<h1>密钥托管份额 第 {share.Number} 份（共 {share.Shares} 份）</h1><p>组号 {share.Set:X4}　托管时间 {at.ToOffset(TimeSpan.FromHours(8)):yyyy-MM-dd HH:mm}　含 {WebUtility.HtmlEncode(keys)} 号密钥</p>");
        html.Append(CultureInfo.InvariantCulture, $"<p>任意 {share.Threshold} 份合起来可以恢复密钥文件；少于 {share.Threshold} 份得不到任何内容。请装入信封密封，由不同的人分开保管；打印后销毁电子文件。</p><ol>");
        foreach (var line in lines)
            html.Append("<li>").Append(line).Append("</li>");
        html.Append("</ol>").Append(Code(string.Join('/', lines))).Append("<p>每行末两位是校验位。恢复：xianjie keys recover 份额文件……</p><p>保管人签字：________________　日期：________________</p></body></html>");
        return html.ToString();
    }

    public static string Text(KeyShare share) => $"# 密钥托管份额 {share.Number}/{share.Shares}，组号 {share.Set:X4}\n{string.Join('\n', share.Lines())}\n";

    private static string Code(string text)
    {
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
        using var code = new SvgQRCode(data);
        return code.GetGraphic(4);
    }
}
