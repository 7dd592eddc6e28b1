using System.Buffers.Binary;
using Xianjie.Platform.Protection;

namespace Xianjie.Platform.Files;

/// <summary>
/// Encrypts what is written to it in blocks of 1 MiB (AES-256-GCM each, with the block's number and the last-block mark inside, so
/// that blocks can't be dropped, swapped or cut off unnoticed). The last block is written on dispose; <see cref="OpenedFile"/> reads it.
/// </summary>
internal sealed class SealedWriter(Stream target, Seal seal) : Stream
{
    public const int Block = 1 << 20;
    private readonly byte[] block = new byte[Block + 5];
    private int filled;
    private int number;
    private bool closed;

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            if (filled == Block)
                WriteBlock(last: false);
            var count = Math.Min(buffer.Length, Block - filled);
            buffer[..count].CopyTo(block.AsSpan(5 + filled));
            filled += count;
            buffer = buffer[count..];
        }
    }

    private void WriteBlock(bool last)
    {
        BinaryPrimitives.WriteInt32LittleEndian(block, number++);
        block[4] = last ? (byte)1 : (byte)0;
        var box = seal.Close(block.AsSpan(0, filled + 5), Sealed.File);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, box.Length);
        target.Write(length);
        target.Write(box);
        filled = 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !closed)
        {
            closed = true;
            WriteBlock(last: true);
        }
        base.Dispose(disposing);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));
    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public override void Flush() { }
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
}
