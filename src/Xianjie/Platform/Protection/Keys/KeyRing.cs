namespace Xianjie.Platform.Protection.Keys;

/// <summary>
/// The keys of this installation. Several processes may stand on one key file: each looks every second or two whether another has
/// changed it, and always when it meets a key that it does not know.
/// </summary>
internal sealed class KeyRing
{
    private const int LookMilliseconds = 1500;
    private readonly string? path;
    private readonly Lock writing = new();
    private KeyWrap? wrap;
    private DateTime read;
    private long looked;

    private KeyRing(string? path) => this.path = path;

    public IReadOnlyList<RingKey> Keys { get; private set; } = [];
    public Escrow? Escrow { get; private set; }
    /// <summary>passphrase, key, or null where the file lies open.</summary>
    public string? Wrapped => wrap?.Kind;
    public RingKey Active => Keys.First(k => k.State == KeyState.Active);
    /// <summary>The key whose values are being sealed anew; null where none is.</summary>
    public RingKey? Leaving => Keys.FirstOrDefault(k => k.State == KeyState.Leaving);

    /// <summary>Raised when the keys were changed here or by another process.</summary>
    public event Action? Changed;

    /// <summary>A ring of one key that lies nowhere, for benchmarks and tests.</summary>
    public static KeyRing Of(ReadOnlySpan<byte> master, string suite) =>
        new(null) { Keys = [new(1, suite, KeyState.Active, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, master.ToArray())] };

    /// <summary>Reads the key file, or makes one with a first key.</summary>
    public static KeyRing FromFile(string path, string suite, DateTimeOffset now)
    {
        var ring = new KeyRing(path);
        if (!File.Exists(path))
            ring.Begin(suite, now);
        ring.Read();
        return ring;
    }

    private void Begin(string suite, DateTimeOffset now)
    {
        using var held = Hold();
        if (!File.Exists(path))
            RingFile.Write(path!, [RingKey.Fresh(1, Suites.CipherSuites.Of(suite).Name, now)], null, null);
    }

    /// <summary>Reads the file again where another process has changed it.</summary>
    public void Look(bool now = false)
    {
        if (path is null || (!now && Environment.TickCount64 - Interlocked.Read(ref looked) < LookMilliseconds))
            return;
        Interlocked.Exchange(ref looked, Environment.TickCount64);
        if (File.GetLastWriteTimeUtc(path) == read)
            return;
        lock (writing)
            Read();
        Changed?.Invoke();
    }

    private void Read()
    {
        var at = File.GetLastWriteTimeUtc(path!);
        (Keys, Escrow, wrap) = RingFile.Read(path!);
        read = at;
    }

    /// <summary>A new key becomes active; the one before begins to leave. Tells its number.</summary>
    /// <exception cref="InvalidOperationException">A key is leaving already, or all numbers are used up.</exception>
    public byte Turn(string suite, DateTimeOffset now)
    {
        byte number = 0;
        Write(keys =>
        {
            if (keys.Any(k => k.State == KeyState.Leaving) || keys.Max(k => k.Number) == byte.MaxValue)
                throw new InvalidOperationException("A key is still leaving the ring, or the ring is full.");
            number = (byte)(keys.Max(k => k.Number) + 1);
            return [.. keys.Select(k => k.State == KeyState.Active ? k.Now(KeyState.Leaving, now) : k), RingKey.Fresh(number, Suites.CipherSuites.Of(suite).Name, now)];
        });
        return number;
    }

    public void Set(byte number, KeyState state, DateTimeOffset now) => Write(keys => [.. keys.Select(k => k.Number == number ? k.Now(state, now) : k)]);

    public void Escrowed(Escrow escrow) => Write(keys => keys, escrow);

    /// <summary>Seals the key file itself; null lays it open again.</summary>
    public void Wrap(KeyWrap? with)
    {
        Look(now: true);
        wrap = with;
        Write(keys => keys);
    }

    private void Write(Func<IReadOnlyList<RingKey>, IReadOnlyList<RingKey>> change, Escrow? escrow = null)
    {
        lock (writing)
        {
            if (path is null)
            {
                (Keys, Escrow) = (change(Keys), escrow ?? Escrow);
            }
            else
            {
                using var held = Hold();
                var mine = wrap;
                Read();
                (Keys, Escrow) = (change(Keys), escrow ?? Escrow);
                RingFile.Write(path, Keys, Escrow, mine);
                wrap = mine;
                read = File.GetLastWriteTimeUtc(path);
            }
        }
        Changed?.Invoke();
    }

    /// <summary>One process at a time changes the file.</summary>
    private FileStream Hold()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path!))!);
        for (var tries = 0; ; tries++)
        {
            try
            {
                return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
            }
            catch (IOException) when (tries < 100)
            {
                Thread.Sleep(50);
            }
        }
    }
}
