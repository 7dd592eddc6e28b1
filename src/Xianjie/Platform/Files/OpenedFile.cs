using System.Buffers.Binary;
using Xianjie.Platform.Protection;

namespace Xianjie.Platform.Files;

/// <summary>Reads a stored file block by block, checking order and completeness as it goes.</summary>
internal sealed class OpenedFile(Stream file, Seal seal) : Stream
{
    private byte[] block = [];
    private int at;
    private int number;
    private bool last;

    public override int Read(Span<byte> buffer)
    {
        if (at >= block.Length && !Next())
            return 0;
        var count = Math.Min(buffer.Length, block.Length - at);
        block.AsSpan(at, count).CopyTo(buffer);
        at += count;
        return count;
    }

    private bool Next()
    {
        if (last)
            return false;
        Span<byte> head = stackalloc byte[4];
        if (file.ReadAtLeast(head, 4, throwOnEndOfStream: false) < 4)
            throw new InvalidDataException("The stored file is cut short.");
        var length = BinaryPrimitives.ReadInt32LittleEndian(head);
        if (length is < 34 or > (1 << 20) + 64)
            throw new InvalidDataException("The stored file is damaged.");
        var box = new byte[length];
        file.ReadExactly(box);
        var plain = seal.OpenBytes(box, Sealed.File);
        if (BinaryPrimitives.ReadInt32LittleEndian(plain) != number++)
            throw new InvalidDataException("Blocks of the stored file are out of order.");
        last = plain[4] == 1;
        block = plain;
        at = 5;
        return at < block.Length || Next();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            file.Dispose();
        base.Dispose(disposing);
    }
}
