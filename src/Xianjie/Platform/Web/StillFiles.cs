using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;

namespace Xianjie.Platform.Web;

/// <summary>Files that do not change while the server runs. Nothing watches them: a machine has only about a hundred watchers.</summary>
internal sealed class StillFiles(string root) : IFileProvider, IDisposable
{
    private readonly PhysicalFileProvider _files = new(root);

    public IFileInfo GetFileInfo(string subpath) => _files.GetFileInfo(subpath);

    public IDirectoryContents GetDirectoryContents(string subpath) => _files.GetDirectoryContents(subpath);

    public IChangeToken Watch(string filter) => NullChangeToken.Singleton;

    public void Dispose() => _files.Dispose();
}
