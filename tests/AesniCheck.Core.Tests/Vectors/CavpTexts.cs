namespace AesniCheck.Vectors;

/// <summary>
/// The first vectors of files of NIST's CAVP (public domain, 17 U.S.C. section 105), byte for byte but for blank lines. Those of CCM, CFB and OFB are from the Debian package
/// <c>python3-cryptography-vectors</c> 38.0.4-1, folder <c>ciphers/AES</c>; those of the Monte Carlo test from NIST's <c>aesmct.zip</c>.
/// </summary>
internal static class CavpTexts
{
    /// <summary>Of CCM/DVPT128.rsp: sections with and without a payload.</summary>
    public const string Dvpt = """
        #  CAVS 11.0
        #  "CCM-DVPT" information
        #  AES Keylen: 128
        #  Generated on Tue Mar 15 08:09:25 2011

        [Alen = 0, Plen = 0, Nlen = 7, Tlen = 4]

        Key = 4ae701103c63deca5b5a3939d7d05992

        Count = 0
        Nonce = 5a8aa485c316e9
        Adata = 00
        CT = 02209f55
        Result = Pass
        Payload = 00

        Count = 1
        Nonce = 3796cf51b87266
        Adata = 00
        CT = 9a04c241
        Result = Fail

        Count = 2
        Nonce = 89ca5a64050f9f
        Adata = 00
        CT = f5f915df
        Result = Fail

        Count = 3
        Nonce = ec9d8edff25645
        Adata = 00
        CT = 7a3c3499
        Result = Fail

        """;

    /// <summary>From CCM/DVPT192.txt, which states why a vector fails.</summary>
    public const string DvptReasons = """
        #  CAVS 11.0
        #  "CCM-DVPT" information
        #  AES Keylen: 192
        #  Generated on Tue Mar 15 08:09:25 2011

        [Alen = 0, Plen = 0, Nlen = 7, Tlen = 4]

        Key = c98ad7f38b2c7e970c9b965ec87a08208384718f78206c6c

        Count = 0
        Nonce = 5a8aa485c316e9
        Adata = 00
        CT = 9d4b7f3b
        Result = Pass (0)
        Payload = 00

        Count = 1
        Nonce = 3796cf51b87266
        Adata = 00
        CT = 80745de9
        Result = Fail (2 - CT changed)

        [Alen = 0, Plen = 0, Nlen = 7, Tlen = 16]

        Key = 4bb3c4a4f893ad8c9bdc833c325d62b3d3ad1bccf9282a65

        Count = 15
        Nonce = 5a8aa485c316e9
        Adata = 00
        CT = 17223038fa99d53681ca1beabe78d1b4
        Result = Pass (0)
        Payload = 00

        Count = 16
        Nonce = 3796cf51b87266
        Adata = 00
        CT = d0e1eeef4d2a264536bb1c2c1bde7c35
        Result = Fail (2 - CT changed)

        """;

    /// <summary>Of CCM/VADT128.rsp.</summary>
    public const string Vadt = """
        #  CAVS 11.0
        #  "CCM-VADT" information
        #  AES Keylen: 128
        #  Generated on Tue Mar 15 08:09:24 2011

        Plen = 24
        Nlen = 13
        Tlen = 16

        [Alen = 0]

        Key = d24a3d3dde8c84830280cb87abad0bb3
        Nonce = f1100035bb24a8d26004e0e24b

        Count = 0
        Adata = 00
        Payload = 7c86135ed9c2a515aaae0e9a208133897269220f30870006
        CT = 1faeb0ee2ca2cd52f0aa3966578344f24e69b742c4ab37ab1123301219c70599b7c373ad4b3ad67b

        Count = 1
        Adata = 00
        Payload = 48df73208cdc63d716752df7794807b1b2a80794a2433455
        CT = 2bf7d09079bc0b904c711a0b0e4a70ca8ea892d9566f03f8b77a140819f39ef045103e785e1df8c2

        [Alen = 1]

        Key = 08b0da255d2083808a1b4d367090bacc
        Nonce = 777828b13679a9e2ca89568233

        Count = 10
        Adata = dd
        Payload = 1b156d7e2bf7c9a25ad91cff7b0b02161cb78ff9162286b0
        CT = e8b80af4960d5417c15726406e345c5c46831192b03432eed16b6282283e16602331bcca9d51ce76

        Count = 11
        Adata = c5
        Payload = 032fee9dbffccc751e6a1ee6d07bb218b3a7ec6bf5740ead
        CT = f0828917020651c085e42459c544ec52e99372005362baf308ebeed45f67ef8733737c9c6f82daad

        """;

    /// <summary>Of CCM/VNT128.rsp.</summary>
    public const string Vnt = """
        #  CAVS 11.0
        #  "CCM-VNT" information
        #  AES Keylen: 128
        #  Generated on Tue Mar 15 08:09:25 2011

        Alen = 32
        Plen = 24
        Tlen = 16

        [Nlen = 7]

        Key = c0425ed20cd28fda67a2bcc0ab342a49

        Count = 0
        Nonce = 37667f334dce90
        Adata = 0b3e8d9785c74c8f41ea257d4d87495ffbbb335542b12e0d62bb177ec7a164d9
        Payload = 4f065a23eeca6b18d118e1de4d7e5ca1a7c0e556d786d407
        CT = 768fccdf4898bca099e33c3d40565497dec22dd6e33dcf4384d71be8565c21a455db45816da8158c

        Count = 1
        Nonce = f7a5098b2a4d92
        Adata = bc498326755503ff25d02805eb3517221b54eb4fd79af0fcdf9312b2a9ad95f7
        Payload = 3e2144e2a381b718962a77e167778bf579957a8fae29612c
        CT = 98ce91033fabaa8fe853d347be6cbe5de102fdccf042e7be697b41c9a69acaf8386140ee6e36f406

        [Nlen = 8]

        Key = 0b6256bd328a4cda2510d527c0f73ed4

        Count = 10
        Nonce = 21fd9011d6d9484a
        Adata = 66ff35c4f86ad7755b149e14e299034763023e7384f4af8c35277d2c7e1a7de2
        Payload = 78a292662b8e05abc2d44fbefd0840795e7493028015d9f2
        CT = 5a0be834c57b59d47a4590d8d19a1206d3c06e937a9b57f74034d9fdb43c3f48932aa72177b23bf6

        Count = 11
        Nonce = 97f940d7c1230bd8
        Adata = 78337ddfe38be7897372b0f805603a9a9e55598452285764641c3bb7aeb54a3c
        Payload = 772aeff60eb3adf5a9589ad54dda0401cc9765589609dbd3
        CT = ef5c408dc6d0b501925a47def54d8deb9880a07a3e6380bca20a3995cf25c5a7b9477d8916adff73

        """;

    /// <summary>Of CCM/VPT256.rsp.</summary>
    public const string Vpt = """
        #  CAVS 11.0
        #  "CCM-VPT" information
        #  AES Keylen: 256
        #  Generated on Tue Mar 15 08:09:25 2011

        Alen = 32
        Nlen = 13
        Tlen = 16

        [Plen = 0]

        Key = c6c14c655e52c8a4c7e8d54e974d698e1f21ee3ba717a0adfa6136d02668c476
        Nonce = 291e91b19de518cd7806de44f6

        Count = 0
        Adata = b4f8326944a45d95f91887c2a6ac36b60eea5edef84c1c358146a666b6878335
        Payload = 00
        CT = ca482c674b599046cc7d7ee0d00eec1e

        [Plen = 1]

        Key = cc49d4a397887cb57bc92c8a8c26a7aac205c653ef4011c1f48390ad35f5df14
        Nonce = 6df8c5c28d1728975a0b766cd7

        Count = 10
        Adata = 080f82469505118842e5fa70df5323de175a37609904ee5e76288f94ca84b3c5
        Payload = 1a
        CT = a5f24e87a11a95374d4c190945bf08ef2f

        """;

    /// <summary>Of CCM/VTT192.rsp.</summary>
    public const string Vtt = """
        #  CAVS 11.0
        #  "CCM-VTT" information
        #  AES Keylen: 192
        #  Generated on Tue Mar 15 08:09:25 2011

        Alen = 32
        Plen = 24
        Nlen = 13

        [Tlen = 4]

        Key = 11fd45743d946e6d37341fec49947e8c70482494a8f07fcc
        Nonce = c6aeebcb146cfafaae66f78aab

        Count = 0
        Adata = 7dc8c52144a7cb65b3e5a846e8fd7eae37bf6996c299b56e49144ebf43a1770f
        Payload = ee7e6075ba52846de5d6254959a18affc4faf59c8ef63489
        CT = 137d9da59baf5cbfd46620c5f298fc766de10ac68e774edf1f2c5bad

        [Tlen = 6]

        Key = 146a163bbf10746e7c1201546ba46de769be23f9d7cc2c80
        Nonce = f5827e51707d8d64bb522985bb

        Count = 10
        Adata = 599b12ebd3347a5ad098772c44c49eed954ec27c3ba6206d899ddaabca23a762
        Payload = 473b6600559aefb67f7976f0a5cc744fb456efd86f615648
        CT = 26d2be30e171439d54a0fec291c6024d1de09d61b44f53258ba1360406f9

        [Tlen = 8]

        Key = bdf277af2226f03ec1a0ba7a8532ade6aea9b3d519fe2d38
        Nonce = cc3c596be884e7caed503315c0

        Count = 20
        Adata = 4d6546167b3ed55f01c62bd384e02e1039c0d67ef7abe33291fecb136272f73b
        Payload = 0ff89eff92a530b66684cd75a39481e7e069a7d05e89b692
        CT = 6ef66a52c866bd5df20ec5096de92167ad83cab0e095ad0c778a299f1224f10c

        """;

    /// <summary>Of CFB/CFB8MMT256.rsp.</summary>
    public const string Cfb8 = """
        # CAVS 11.1
        # Config info for aes_values
        # AESVS MMT test data for CFB8
        # State : Encrypt and Decrypt
        # Key Length : 256
        # Generated on Fri Apr 22 15:11:50 2011

        [ENCRYPT]

        COUNT = 0
        KEY = 34e8091cee09f1bd3ebf1e8f05f51bfbd4899ef2ae006a3a0f7875052cdd46c8
        IV = 43eb4dcc4b04a80216a20e4a09a7abb5
        PLAINTEXT = f9
        CIPHERTEXT = 28

        COUNT = 1
        KEY = e04e43173113109e1343393842fe6caef3f8a2e506d7f55f83dcb10444c6ad23
        IV = a38b88a293b077fb5546636aad90d663
        PLAINTEXT = 2914
        CIPHERTEXT = 69a6

        [DECRYPT]

        COUNT = 0
        KEY = 1687831580cb764321a9d674dbd0a9640f668b0f58ef01b87a710b3095d5f855
        IV = 6cd5bec6d6e1fd23afc543b8f80d3f89
        CIPHERTEXT = 6f
        PLAINTEXT = 98

        COUNT = 1
        KEY = b6b504e8b7065373ea31cd549e52eda7cb96fd1db14eddacbc420085ab48b747
        IV = 870ecd45b1241803ddaf8bad15a025d7
        CIPHERTEXT = 17d4
        PLAINTEXT = 3572

        """;

    /// <summary>Of CFB/CFB128MMT128.rsp.</summary>
    public const string Cfb128 = """
        # CAVS 11.1
        # Config info for aes_values
        # AESVS MMT test data for CFB128
        # State : Encrypt and Decrypt
        # Key Length : 128
        # Generated on Fri Apr 22 15:11:53 2011

        [ENCRYPT]

        COUNT = 0
        KEY = 085b8af6788fa6bc1a0b47dcf50fbd35
        IV = 58cb2b12bb52c6f14b56da9210524864
        PLAINTEXT = 4b5a872260293312eea1a570fd39c788
        CIPHERTEXT = e92c80e0cfb6d8b1c27fd58bc3708b16

        COUNT = 1
        KEY = 701ccc4c0e36e512ce077f5af6ccb957
        IV = 5337ddeaf89a00dd4d58d860de968469
        PLAINTEXT = cc1172f2f80866d0768b25f70fcf6361aab7c627c8488f97525d7d88949beeea
        CIPHERTEXT = cdcf093bb7840df225683b58a479b00d5de5553a7e85eae4b70bf46dc729dd31

        [DECRYPT]

        COUNT = 0
        KEY = beb622d0228cde29b342bbcf4c1c83b4
        IV = 75c282fa581d9c671edf5d540951b680
        CIPHERTEXT = a5dd69d94112f3ffc2f267adde70b996
        PLAINTEXT = 860476c81685b58e71e2599efe083ce5

        COUNT = 1
        KEY = c4666081e0b0eddb10a9a607c807378f
        IV = 5f23623288e4a41b03186024755a10ea
        CIPHERTEXT = 7138c2b69191cf88702f7d25e9170dd6effdb80416b44f4d54e81fd7090f17e4
        PLAINTEXT = 2fd02dab9054248073ebc0b07aed383756ccfa4fa6298722775be6a9b4ed27a5

        """;

    /// <summary>Of OFB/OFBMMT192.rsp.</summary>
    public const string Ofb = """
        # CAVS 11.1
        # Config info for aes_values
        # AESVS MMT test data for OFB
        # State : Encrypt and Decrypt
        # Key Length : 192
        # Generated on Fri Apr 22 15:12:01 2011

        [ENCRYPT]

        COUNT = 0
        KEY = 2943e3edfa815260a8a697b386ca3ae3eee914f22b3857dc
        IV = c6995f00318c241217cdc82cf2fa43f9
        PLAINTEXT = 67e2cf5d63334ae03dbda91100ab781b
        CIPHERTEXT = 225e8bfb133c4332ba6e95ddb841370d

        COUNT = 1
        KEY = 6a32b19fc5f048a29efe97927e8f91df23390278d4fc81eb
        IV = 39776bf5d8965c7b795e3c6f23115cac
        PLAINTEXT = e8bc8453a7d47de7a9ccd94385b008693e4645f3179311b4a9a1e09c328012dc
        CIPHERTEXT = 18132430a50b89c64c72c5d9092d8bfb844291799d70151690ca85837d89a79d

        [DECRYPT]

        COUNT = 0
        KEY = b57c1f00ef9aa21ede38d0c1addddedadd21dcc7a0773aca
        IV = 658b01d8dda573850cb2c27dba2a139e
        CIPHERTEXT = 09f40f19164302e12043e7c30627b42d
        PLAINTEXT = 1bbdad8549babb85efa475bff0307d5e

        COUNT = 1
        KEY = b8cffa57140e7e490623c03e37a05d6ed1966ca440516295
        IV = 3a2351b89bddc8a812e4af39c6d10eea
        CIPHERTEXT = feaaddd0c62630c26df99e0059825cfb07d971b05005177deb7064333498296c
        PLAINTEXT = 2e57b78e8a7a9797a360d17b70bf4a3409e7407247e45b51bdfacdfc126ac03a

        """;

    /// <summary>Of CFB8MCT192.rsp of aesmct.zip.</summary>
    public const string Cfb8MonteCarlo = """
        # CAVS 11.1
        # Config info for aes_values
        # AESVS MCT test data for CFB8
        # State : Encrypt and Decrypt
        # Key Length : 192
        # Generated on Fri Apr 22 15:11:48 2011

        [ENCRYPT]

        COUNT = 0
        KEY = dc66d5ccce06d47fee3fa2eb65e2dc0bd8536df29ae85c54
        IV = c3caee0b8e23f400cd472daefc4ba204
        PLAINTEXT = 92
        CIPHERTEXT = ce

        COUNT = 1
        KEY = 8270a944873f6eb0d8e36dcd0e33d0b6b0b9871dc030fc9a
        IV = 36dccf266bd10cbd68eaeaef5ad8a0ce
        PLAINTEXT = cf
        CIPHERTEXT = cf

        [DECRYPT]

        COUNT = 0
        KEY = d86b0dc7a9016a8ff57840a0443e1108c0ebe33f52d58b5a
        IV = d5fc3d0cdce1e64da43049776e32593e
        CIPHERTEXT = 33
        PLAINTEXT = 11

        COUNT = 1
        KEY = 097c0e072fd3ba944352eae0098302cc443802e3a7508f4b
        IV = b62aaa404dbd13c484d3e1dcf5850411
        CIPHERTEXT = 1b
        PLAINTEXT = 29

        """;

    /// <summary>Of CFB128MCT192.rsp of aesmct.zip.</summary>
    public const string Cfb128MonteCarlo = """
        # CAVS 11.1
        # Config info for aes_values
        # AESVS MCT test data for CFB128
        # State : Encrypt and Decrypt
        # Key Length : 192
        # Generated on Fri Apr 22 15:11:55 2011

        [ENCRYPT]

        COUNT = 0
        KEY = 178490e1450339b39fbfe93e780fa73344e5b3aa50aed221
        IV = f36c375fbcd9d41a16698b03715ce889
        PLAINTEXT = d6666b2bad548b51eebd0ed0a0595cba
        CIPHERTEXT = 3bfa4b5759346aaae16ff6f8d2500027

        COUNT = 1
        KEY = acf86f099feba8d7a445a269213bcd99a58a455282fed206
        IV = 3bfa4b5759346aaae16ff6f8d2500027
        PLAINTEXT = 44c07d1caa4503c2bb7cffe8dae89164
        CIPHERTEXT = fb82486006e67b4f3bb0fe200c6575dd

        [DECRYPT]

        COUNT = 0
        KEY = 67c2eda508ad0513d736c8f4f9bea15260422bae9cdea4a0
        IV = 0f126257f517711445d665e121bc8a2e
        CIPHERTEXT = 237b9d266edcf5eee7438721d137cf1d
        PLAINTEXT = cf7b24a39dd5442e25b20f29e8a2ef8d

        COUNT = 1
        KEY = 1c57564cf72e7bdc184dec57646be57c45f02487747c4b2d
        IV = cf7b24a39dd5442e25b20f29e8a2ef8d
        CIPHERTEXT = c13289b79a5ae3e47b95bbe9ff837ecf
        PLAINTEXT = c6739b8b1a0ec3d3b24d7e7c1407c1ab

        """;

    /// <summary>Of OFBMCT192.rsp of aesmct.zip.</summary>
    public const string OfbMonteCarlo = """
        # CAVS 11.1
        # Config info for aes_values
        # AESVS MCT test data for OFB
        # State : Encrypt and Decrypt
        # Key Length : 192
        # Generated on Fri Apr 22 15:12:01 2011

        [ENCRYPT]

        COUNT = 0
        KEY = 3264e48dc08e22e3d83f664c3a81a7b9a46da5b70093c2f2
        IV = cd5db293836a44f55647eb8844ccad8d
        PLAINTEXT = be25385d443c3eab7c6f4fb4eac7a5db
        CIPHERTEXT = 394655a878ac85fee108f3cb5cbb4350

        COUNT = 1
        KEY = 9c69dec2e4f295f6e17933e4422d22474565567c5c2881a2
        IV = 394655a878ac85fee108f3cb5cbb4350
        PLAINTEXT = 8394066d8c2fe4e9ae0d3a4f247cb715
        CIPHERTEXT = 4d47de0ba37a15fd68a4b001bfda4664

        [DECRYPT]

        COUNT = 0
        KEY = c79765ec6ed647aa5023c730e71cde2989d225534820e078
        IV = 4f032ffe0b2ae69847987b82cd7caa99
        CIPHERTEXT = 9983ce048f19ef4043054c03aa010bee
        PLAINTEXT = 280dab0a264179ddc7a5564518ddf641

        COUNT = 1
        KEY = 7d092600b1006174782e6c3ac15da7f44e77731650fd1639
        IV = 280dab0a264179ddc7a5564518ddf641
        CIPHERTEXT = 14a9a7ba2891945eba9e43ecdfd626de
        PLAINTEXT = 5c17a237a22380ef2fdbabcd7f2bc513

        """;
}
