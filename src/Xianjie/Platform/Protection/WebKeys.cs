using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace Xianjie.Platform.Protection;

/// <summary>The keys of cookies and form tokens, which the framework keeps as files, lie sealed with the key ring.</summary>
internal sealed class WebKeyEncryptor(Seal seal) : IXmlEncryptor
{
    public const string Element = "sealedKey";

    public EncryptedXmlInfo Encrypt(XElement plaintextElement) =>
        new(new XElement(Element, Convert.ToBase64String(seal.Close(plaintextElement.ToString(SaveOptions.DisableFormatting), Sealed.Web))), typeof(WebKeyDecryptor));
}

/// <summary>Made by the framework, by the name that stands in the file.</summary>
internal sealed class WebKeyDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement) =>
        XElement.Parse(services.GetRequiredService<Seal>().Open(Convert.FromBase64String(encryptedElement.Value), Sealed.Web));
}

/// <summary>The files of these keys when the ring turns.</summary>
internal sealed class WebKeys(Settings settings, Seal seal)
{
    public string Folder => Path.Combine(settings.DataFolder, "keys", "web");

    /// <summary>Files that need a key of the ring.</summary>
    public int Under(byte key) => Boxes().Count(b => Seal.KeyOf(b.Box) == key);

    /// <summary>Seals anew what lies under another key than the active one.</summary>
    public int Reseal()
    {
        var done = 0;
        foreach (var (path, file, element, box) in Boxes().Where(b => Seal.KeyOf(b.Box) != seal.Active).ToList())
        {
            element.Value = Convert.ToBase64String(seal.Close(seal.OpenBytes(box, Sealed.Web), Sealed.Web));
            File.WriteAllText(path + ".part", file.ToString(), new UTF8Encoding(false));
            File.Move(path + ".part", path, overwrite: true);
            done++;
        }
        return done;
    }

    private IEnumerable<(string Path, XDocument File, XElement Element, byte[] Box)> Boxes()
    {
        if (!Directory.Exists(Folder))
            yield break;
        foreach (var path in Directory.EnumerateFiles(Folder, "*.xml").Order(StringComparer.Ordinal))
        {
            var file = XDocument.Load(path);
            foreach (var element in file.Descendants(WebKeyEncryptor.Element).ToList())
                yield return (path, file, element, Convert.FromBase64String(element.Value));
        }
    }
}
