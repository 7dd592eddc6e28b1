using System.Text;
using QRCoder;

namespace Xianjie.Platform.Web;

/// <summary>A QR code as one path of an SVG image, with the quiet zone of four modules that scanners need.</summary>
internal sealed record Qr(int Size, string Path)
{
    public static Qr Of(string text)
    {
        using var generator = new QRCodeGenerator();
        // Level Q stands a quarter of damage: posters get wet and torn
        using var data = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.Q);
        var rows = data.ModuleMatrix;
        var path = new StringBuilder();
        for (var y = 0; y < rows.Count; y++)
        {
            for (var x = 0; x < rows[y].Count; x++)
            {
                if (rows[y][x])
                    path.Append(System.Globalization.CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
            }
        }
        return new Qr(rows.Count, path.ToString());
    }
}
