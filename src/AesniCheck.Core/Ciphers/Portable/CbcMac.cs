using AesniCheck.Basics;

namespace AesniCheck.Ciphers.Portable;

/// <summary>
/// The CBC-MAC of CCM, NIST SP 800-38C section 6.1 steps 2 to 4: data is XORed into one block, which is encrypted
/// when full.
/// </summary>
internal ref struct CbcMac
{
    private readonly AesCipher _cipher;
    private readonly Span<byte> _block;
    private int _position;

    /// <summary>Starts with a whole block.</summary>
    /// <param name="cipher">The expanded key.</param>
    /// <param name="block">16 bytes: the first block, and then the state.</param>
    public CbcMac(AesCipher cipher, Span<byte> block)
    {
        _cipher = cipher;
        _block = block;
        _cipher.Encrypt(_block, _block);
    }

    /// <summary>Adds data.</summary>
    public void Update(scoped ReadOnlySpan<byte> data)
    {
        while (!data.IsEmpty)
        {
            int count = Math.Min(_block.Length - _position, data.Length);
            Span<byte> rest = _block.Slice(_position, count);
            ScalarBytes.Xor(rest, data, rest);
            data = data[count..];
            _position += count;
            if (_position == _block.Length)
            {
                EncryptBlock();
            }
        }
    }

    /// <summary>Completes a partial block with zeros.</summary>
    public void Pad()
    {
        if (_position != 0)
        {
            EncryptBlock();
        }
    }

    private void EncryptBlock()
    {
        _cipher.Encrypt(_block, _block);
        _position = 0;
    }
}
